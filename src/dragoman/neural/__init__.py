"""The small ONNX model and its word pieces."""
