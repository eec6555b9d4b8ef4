import { readFileSync } from 'node:fs'

import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

// Apollo's gateway as its documentation says it is used.

const [, , file = '', port = '0'] = process.argv
const logger = { debug() {}, info() {}, warn() {}, error: console.error }
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(file, 'utf8'), logger })
const { url } = await startStandaloneServer(new ApolloServer({ gateway, logger }), {
  listen: { host: '127.0.0.1', port: Number(port) },
})
console.log(url)
