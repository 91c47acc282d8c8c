"""The whole house at once: a real server process, real browsers, real terminals, real sockets."""
