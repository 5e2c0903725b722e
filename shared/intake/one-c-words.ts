/** The column that says a document of a 1C text has no end: the file was cut, or put together badly. */
export const unclosedColumn = "КонецДокумента";
