import fs from 'node:fs'
import path from 'node:path'

import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'

import { dashboardPort, platform } from '../src/platform.ts'

const root = path.resolve(import.meta.dirname, '../..')
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')

const markdownIn = (folder: string): string[] =>
  fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : markdownIn(at)
    return entry.isFile() && entry.name.endsWith('.md') ? [at] : []
  })
/** A page without what stands in code blocks. */
const proseOf = (page: string) => fs.readFileSync(path.join(root, page), 'utf8').replaceAll(/^```.*?^```/gms, '')
/** Its headings, as GitHub names them in links. */
const headingsOf = (page: string) =>
  [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(
    ([, words = '']) =>
    words.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'), // prettier-ignore
  )

test('the operations that the README shows are valid in the public graph', () => {
  const schema = buildSchema(fs.readFileSync(path.join(root, 'gateway/schema.graphql'), 'utf8'))
  const shown = [...readme.matchAll(/```graphql\n(.*?)```/gs)].map(([, text = '']) => text)
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.flatMap((text) => validate(schema, parse(text))).map(({ message }) => message)).toEqual([])
})

test('every file that the README points to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)|`([\w./-]+\/[\w.-]+\.\w+)`/g)].map(
    ([, link, code]) => link ?? code ?? '',
  )
  const ours = links.filter((link) => !link.startsWith('http') && !link.startsWith('.data'))
  expect(ours.length).toBeGreaterThan(5)
  expect(ours.filter((link) => !fs.existsSync(path.join(root, link)))).toEqual([])
})

test('every link of our Markdown leads to a file, and to a heading where it names one', () => {
  const links = markdownIn('').flatMap((page) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => ({ page, to })),
  )
  const leads = ({ page, to }: { page: string; to: string }): boolean => {
    if (/^https?:/.test(to)) return true
    const [file = '', heading] = to.split('#')
    const target = file === '' ? page : path.join(path.dirname(page), file)
    return fs.existsSync(path.join(root, target)) && (!heading || headingsOf(target).includes(heading))
  }
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((link) => !leads(link))).toEqual([])
})

test('every address that the README names is a page of the platform, at its usual port', () => {
  const pages = platform.flatMap(({ pages: of = {}, ports: [{ usual }] }) =>
    Object.values(of).map((at) => `http://localhost:${usual}${at === '/' ? '' : at}`),
  )
  const known = new Set([...pages, `http://localhost:${dashboardPort.usual}`])
  const named = [...readme.matchAll(/^\| (http:\/\/localhost\S+)/gm)].map(([, url = '']) => url)
  expect(named.toSorted()).toEqual([...known].toSorted())
})

test('every variable that the README says moves or names something is known to the platform', () => {
  const sources = ['platform.ts', 'service-clients.ts', 'prepare/surroundings.ts', 'prepare/stores.ts', 'main.ts'].map(
    (file) => fs.readFileSync(path.join(root, 'local/src', file), 'utf8'),
  )
  const table = readme.slice(readme.indexOf('## Pointing it'), readme.indexOf('## In containers'))
  const named = [...table.matchAll(/`([A-Z][A-Z_]+[A-Z])`/g)].map(([, name = '']) => name)
  const databases = /^[A-Z]+(_OWNER)?_DATABASE_URL$/
  const passedOn = new Set(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_SAMPLER_ARG', 'EXCHANGE_RATES_URL'])
  expect(named.length).toBeGreaterThan(8)
  const unknown = named.filter((name) => !databases.test(name) && !passedOn.has(name))
  expect(unknown.filter((name) => !sources.join('\n').includes(`'${name}'`))).toEqual([])
})
