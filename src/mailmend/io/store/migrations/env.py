"""How alembic runs the migrations: over the connection that ``migrate`` hands it."""

from alembic import context

import mailmend.io.store.api.models
import mailmend.io.store.desk.models  # noqa: F401 (their tables belong to the same schema)
from mailmend.io.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
