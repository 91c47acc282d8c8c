"""The mail channel: what customers ask for goes out over the SMTP server of the business."""
