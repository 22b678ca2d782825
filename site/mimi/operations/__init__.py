"""What the operator needs: health, logs, headers, storage and mail."""
