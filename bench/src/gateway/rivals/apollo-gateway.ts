import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

// Apollo's gateway as its documentation says it is used. `keep`: with its plugin that keeps answers, which is fetched.

const [, , file = '', port = '0', packages = '', keep] = process.argv
const logger = { debug() {}, info() {}, warn() {}, error: console.error }
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(file, 'utf8'), logger })
const plugins: ApolloServerPlugin[] = []
if (keep) {
  const { default: keepAnswers } = createRequire(packages)('@apollo/server-plugin-response-cache') as {
    default: () => ApolloServerPlugin
  }
  plugins.push(keepAnswers())
}
const { url } = await startStandaloneServer(new ApolloServer({ gateway, logger, plugins }), {
  listen: { host: '127.0.0.1', port: Number(port) },
})
console.log(url)
