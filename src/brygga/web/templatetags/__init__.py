"""What templates may call: formats and icons."""
