from enum import Enum

class NotifyFormat(Enum):
    TEXT = "text"
