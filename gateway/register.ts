import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

import { Kind, parse, print } from 'graphql'

import { hashOf } from './src/execution/registered-operations.ts'

/** The manifest of a partner's operations, in the form of Apollo's tools: one operation a text, with its fragments. */
export function manifestOf(texts: readonly string[]): string {
  const operations = texts.map((text) => {
    const document = parse(text)
    const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !operation.name || others.length > 0)
      throw new Error(`One operation a file, with a name: ${text}`)
    const body = print(document)
    return { id: hashOf(body), name: operation.name.value, type: operation.operation, body }
  })
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`
}

// node register.ts <partner> <file>...: writes operations/partners/<partner>.json; commit it.
if (import.meta.main) {
  const [partner = '', ...files] = process.argv.slice(2)
  if (!/^[a-z0-9-]+$/.test(partner) || files.length === 0)
    throw new Error('node register.ts <partner> <file.graphql>...')
  const folder = new URL('operations/partners/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const manifest = manifestOf(files.map((file) => readFileSync(file, 'utf8')))
  writeFileSync(new URL(`${partner}.json`, folder), manifest)
  for (const { name, id } of (JSON.parse(manifest) as { operations: { name: string; id: string }[] }).operations)
    console.log(`${id}  ${name}`)
}
