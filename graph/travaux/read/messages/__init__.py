"""Mail: single messages, boxes of many, and pages that a browser has saved as one."""
