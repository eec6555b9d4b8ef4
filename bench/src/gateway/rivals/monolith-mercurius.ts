import { createRequire } from 'node:module'

import { monolith, monolithResolvers } from './monolith.ts'

// mercurius, its compiler for operations that were seen twice switched on, without a gateway. Its packages are fetched.

interface App {
  register: (plugin: unknown, options: object) => void
  listen: (at: { host: string; port: number }) => Promise<string>
}

const [, , , port = '0', packages = ''] = process.argv
const require = createRequire(packages)
const fastify = require('fastify') as () => App
const app = fastify()
app.register(require('mercurius'), { schema: monolith, resolvers: monolithResolvers, jit: 1 })
console.log(await app.listen({ host: '127.0.0.1', port: Number(port) }))
