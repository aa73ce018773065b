"""Corpus to features to multi-task model to int8 ONNX with its card; needs torch, never shipped."""
