"""How Alembic runs here: on a connection and transaction that `trucewatch.record.revision` hands over."""

from alembic import context

from trucewatch.record.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
