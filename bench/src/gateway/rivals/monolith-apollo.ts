import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

import { monolith, monolithResolvers } from './monolith.ts'

// Apollo Server as its documentation says it is used, without a gateway.

const [, , , port = '0'] = process.argv
const { url } = await startStandaloneServer(new ApolloServer({ typeDefs: monolith, resolvers: monolithResolvers }), {
  listen: { host: '127.0.0.1', port: Number(port) },
})
console.log(url)
