"""Privacy: personal data found in texts, judged by whose it is, and masked for logs and models."""

from policies.privacy.find import personal_data
from policies.privacy.personal import Personal
from policies.privacy.redact import redact

__all__ = ["Personal", "personal_data", "redact"]
