import { defineConfig } from 'drizzle-kit'

// Only for the kit's own tests: each service generates its own migrations, the outbox among its tables.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/outbox.ts',
  out: './src/testing/outbox-migrations',
  casing: 'snake_case',
})
