"""Behaviour by the Segment spec: calls read, judged and handed on, over HTTP and the websocket."""
