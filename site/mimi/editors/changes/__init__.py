"""What a change to the English means to the other languages: told word by word, nothing lost, released together."""
