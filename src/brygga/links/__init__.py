"""What we know for good: this document is that document, this client company is that customer."""
