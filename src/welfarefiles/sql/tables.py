"""Where every concern declares its tables; `migrations` creates them, a test compares the two."""

from sqlalchemy import MetaData


metadata = MetaData()
