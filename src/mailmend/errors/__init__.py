"""What an error text means, in any client's or server's words; nothing here touches the world."""

from mailmend.errors.alerts import read_alert
from mailmend.errors.explain import explain
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

__all__ = ["Reading", "explain", "read_alert", "read_reply"]
