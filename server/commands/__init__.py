"""What each command of `kizashi` does, one file each."""
