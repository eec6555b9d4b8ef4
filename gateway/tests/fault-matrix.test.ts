import fs from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { beginningOf, columns, rows } from './faults/cells.ts'

const folder = path.join(import.meta.dirname, 'faults')
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.test.ts'))

/** Every test of the folder, with its file. */
const tests = files.flatMap((file) =>
  [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/^\s*test\(\s*(['"`])(.+?)\1,/gm)].map(
    ([, , name]) => ({
      file,
      name: name!,
    }),
  ),
)

/** The table of README.md as the tests' names make it. */
const table = [
  `| | ${columns.join(' | ')} |`,
  `|---|${columns.map(() => '---|').join('')}`,
  ...rows.map((row) => {
    const cells = columns.map((column) => {
      const found = tests.find(({ name }) => name.startsWith(beginningOf(row, column)))
      return found ? found.name.slice(beginningOf(row, column).length).replaceAll('|', '\\|') : 'MISSING'
    })
    const file = tests.find(({ name }) => name.startsWith(`${row}, `))?.file ?? 'MISSING'
    return `| [${row}](${file}) | ${cells.join(' | ')} |`
  }),
].join('\n')

test('every part that can fail is tested in every way in which it can', () => {
  const missing = rows.flatMap((row) =>
    columns
      .filter((column) => !tests.some(({ name }) => name.startsWith(beginningOf(row, column))))
      .map((column) => `${row}, ${column}`),
  )
  expect(missing).toEqual([])
  expect(rows.length * columns.length).toBe(70)
})

test('the table in the README is the tests’ own names', () => {
  const readme = path.join(folder, 'README.md')
  const text = fs.readFileSync(readme, 'utf8')
  const [before = '', , after = ''] = text.split(/<!-- (?:the table: .*|end of the table) -->\n?/)
  const expected = `${before}<!-- the table: \`UPDATE_README=1 vitest run --project gateway fault-matrix\` writes it -->\n\n${table}\n\n<!-- end of the table -->\n${after}`
  if (process.env['UPDATE_README']) fs.writeFileSync(readme, expected)
  expect(fs.readFileSync(readme, 'utf8')).toBe(expected)
})

test('every test that the README points to is there', () => {
  const text = fs.readFileSync(path.join(folder, 'README.md'), 'utf8')
  const root = path.resolve(folder, '../../..')
  const pointed = [...text.matchAll(/^\|.*\| `([^`]+\.test\.ts)`: (.+?) \|$/gm)].map(([, file, name]) => ({
    file: file!,
    name: name!,
  }))
  const missing = pointed.filter(({ file, name }) => {
    const at = path.join(root, file)
    return !fs.existsSync(at) || !fs.readFileSync(at, 'utf8').includes(name)
  })
  expect(missing).toEqual([])
  expect(pointed.length).toBeGreaterThan(10)
})
