import http from 'node:http'

import postgres from 'postgres'

// The smallest service there can be: it knows its database, says whether it is reachable, and counts its visits there.
const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => undefined })
let ready = true

const answers: Record<string, () => Promise<unknown>> = {
  '/health/ready': async () => (ready ? { ready } : Promise.reject(new Error('told not to be ready'))),
  '/visit': async () => {
    await sql`insert into visit default values`
    return sql`select count(*)::int as visits from visit`
  },
  '/environment': async () => process.env,
  '/unready': async () => (ready = false),
  '/crash': async () => process.exit(7),
}

const server = http.createServer((request, response) => {
  const answer = answers[request.url ?? ''] ?? (async () => Promise.reject(new Error('nothing here')))
  answer().then(
    (value) => response.end(JSON.stringify(value)),
    (error: Error) => response.writeHead(503).end(JSON.stringify({ because: error.message })),
  )
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () =>
  console.log(JSON.stringify({ level: 'info', msg: 'listens' })),
)
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ level: 'info', msg: 'drains' }))
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
