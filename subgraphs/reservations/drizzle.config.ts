import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/database/tables.ts',
    './src/database/booked-room-tables.ts',
    './src/database/money-tables.ts',
    './src/database/erasure-tables.ts',
    './src/database/partner-tables.ts',
    './src/database/waiting-list-tables.ts',
    './src/database/desk-tables.ts',
  ],
  out: './migrations',
  casing: 'snake_case',
})
