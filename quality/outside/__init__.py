"""Scores of the shipped reader on annotated sets made elsewhere: to develop by, never to train on, and never copied into the project."""
