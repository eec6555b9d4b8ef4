import { readFileSync } from 'node:fs'

import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

import { identityHeader, vouch } from './vouch.ts'

// Apollo's gateway as its documentation says it is used; each request to a subgraph is vouched for, nothing else is changed.

const [, , file = '', port = '0'] = process.argv
const logger = { debug() {}, info() {}, warn() {}, error: console.error }
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  logger,
  buildService: ({ url = '' }) => {
    const source = new RemoteGraphQLDataSource({ url })
    const shipped = source.fetcher
    source.fetcher = (address, init) =>
      shipped(address, { ...init, headers: { ...init?.headers, [identityHeader]: vouch(String(init?.body)) } })
    return source
  },
})
const { url } = await startStandaloneServer(new ApolloServer({ gateway, logger }), {
  listen: { host: '127.0.0.1', port: Number(port) },
})
console.log(url)
