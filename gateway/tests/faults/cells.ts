/** The parts that can fail: the rows of the table in README.md. */
export const rows = [
  'bank',
  'partner',
  'hotels',
  'customers',
  'payments',
  'reservations',
  'hotels database',
  'customers database',
  'payments database',
  'reservations database',
  'Redis',
  'SMTP',
  'worker',
  'gateway',
] as const
export type Row = (typeof rows)[number]

/** How they fail: its columns. */
export const columns = ['slow', 'down', 'dies', 'garbage', 'twice'] as const
export type Column = (typeof columns)[number]

/** A cell is the test whose name begins so. */
export const beginningOf = (row: Row, column: Column) => `${row}, ${column}: `
