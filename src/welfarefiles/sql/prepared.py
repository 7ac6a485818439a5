"""Statements that nearly every page asks, given to the database's driver itself.

SQLAlchemy takes ten times as long to pass such a question on as SQLite takes to answer it. So it is
put into words once, by SQLAlchemy, for each kind of database, and its values are converted as
SQLAlchemy would.
"""

from collections import namedtuple
from sqlalchemy.exc import DBAPIError


def run(connection, text, values=()):
    """The driver's cursor of a statement in the database's own words, which has been run.

    On a `Connection` in a transaction. Raises what SQLAlchemy raises: `DBAPIError`.
    """
    driver, dialect = connection.connection, connection.dialect
    cursor = driver.cursor()
    for listener in connection.dispatch.before_cursor_execute:  # as SQLAlchemy tells them
        listener(connection, cursor, text, values, None, False)
    try:
        cursor.execute(text, values)
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, driver, cursor)
        if lost:
            connection.invalidate(error)
            connection.engine.dispose()  # the others in the pool are lost as well
        raise DBAPIError.instance(
            text,
            None,  # may be words of a record
            error,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=dialect,
        ) from None
    return cursor


#: A list longer than this is passed on by SQLAlchemy: the text is another for each length.
LONGEST = 12


class Prepared:
    """A `select` with a `bindparam` for each value; one with `expanding` is given a list."""

    def __init__(self, statement):
        self.statement = statement
        self._known = {}

    def rows(self, connection, **values):
        """All rows, as named tuples."""
        sizes = {name: len(value) for name, value in values.items() if isinstance(value, list)}
        if any(size > LONGEST for size in sizes.values()):
            return connection.execute(self.statement, values).all()
        key = connection.dialect.name, *sizes.items()
        if key not in self._known:
            self._known[key] = _Words(self.statement, connection.dialect, values)
        return self._known[key].rows(connection, values)


class _Words:
    """A statement in the words of one kind of database, for lists as long as those in `values`."""

    def __init__(self, statement, dialect, values):
        compiled = statement.compile(dialect=dialect)
        made = compiled.construct_expanded_state(values)
        self.text, self.order = made.statement, made.positiontup
        self.lists = made.parameter_expansion
        binders = {name: _binder(bind, dialect) for bind, name in compiled.bind_names.items()}
        self.binders = {name: binders[name] for name in values}
        self.fixed = {
            part: bind(made.parameters[part])
            for name, bind in binders.items()
            if name not in values
            for part in self.lists.get(name, [name])
        }
        columns = list(statement.selected_columns)
        self.row = namedtuple("Row", [column.key for column in columns], rename=True)
        readers = [(at, _reader(column, dialect)) for at, column in enumerate(columns)]
        self.readers = [(at, read) for at, read in readers if read is not None]

    def rows(self, connection, values):
        given = dict(self.fixed)
        for name, bind in self.binders.items():
            if name in self.lists:
                given.update(zip(self.lists[name], map(bind, values[name]), strict=True))
            else:
                given[name] = bind(values[name])
        asked = given if self.order is None else [given[name] for name in self.order]
        found = run(connection, self.text, asked).fetchall()
        if self.readers:
            found = [self._read(list(row)) for row in found]
        return [self.row._make(row) for row in found]

    def _read(self, row):
        for at, read in self.readers:
            row[at] = read(row[at])
        return row


def _binder(bind, dialect):
    return bind.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _reader(column, dialect):
    return column.type.dialect_impl(dialect).result_processor(dialect, None)


def _as_it_is(value):
    return value
