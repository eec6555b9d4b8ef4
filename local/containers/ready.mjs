// A container's health check: `node local/containers/ready.mjs 4001` asks the process in it whether it is ready.
import http from 'node:http'

const request = http.get({ host: '127.0.0.1', port: Number(process.argv[2]), path: '/health/ready', timeout: 3_000 })
request.on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
request.on('timeout', () => process.exit(1))
request.on('error', () => process.exit(1))
