import { createLogger } from '@staygraph/subgraph-kit/log'
import { expect, onTestFinished, test } from 'vitest'

import { createRenderer, type RendererOptions } from './renderer.ts'

const template =
  '#set document(title: "Trial")\n#let data = json(bytes(sys.inputs.data))\n#set text(font: data.fonts)\n#data.words'
const endless =
  '#set document(title: "x")\n#let sum = 0\n#for i in range(100000) { for j in range(100000) { sum += i * j } }\n#sum'
const page = (words: string) => ({ template, data: { words }, timeZone: 'UTC' })

function renderer(options: Partial<RendererOptions> = {}) {
  const made = createRenderer({ logger: createLogger('test', 'silent'), ...options })
  onTestFinished(() => made.close())
  return made
}

test('documents asked for at once are all made, each its own', async () => {
  const words = Array.from({ length: 20 }, (_, index) => `Document ${index}`)
  const { pdf } = renderer({ processes: 2 })
  const pdfs = await Promise.all(words.map((text) => pdf(page(text))))
  expect(new Set(pdfs.map((made) => made.toString('latin1'))).size).toBe(20)
})

test('a process is replaced after as many documents as it is allowed', async () => {
  const { pdf, processIds } = renderer({ documentsEach: 2 })
  const ids = new Set<number | undefined>()
  for (const words of ['1', '2', '3', '4', '5']) {
    const making = pdf(page(words))
    ids.add(processIds()[0])
    await making
  }
  expect(ids.size).toBe(3)
})

test('a process that is killed fails its document alone; the next one is made', async () => {
  const { pdf, processIds } = renderer()
  await pdf(page('warm'))
  const doomed = pdf(page('doomed'))
  const waiting = pdf(page('waiting'))
  process.kill(processIds()[0] ?? 0, 'SIGKILL')
  await expect(doomed).rejects.toThrow('render process ended (SIGKILL)')
  expect((await waiting).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a document that takes too long is given up, and does not hold up the others', async () => {
  const { pdf } = renderer({ timeoutMs: 1_500 })
  await pdf(page('warm'))
  await expect(pdf({ template: endless, data: {}, timeZone: 'UTC' })).rejects.toThrow('render process ended (SIGKILL)')
  expect((await pdf(page('after'))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a template that cannot be set says why', async () => {
  await expect(renderer().pdf({ template: '#nothing-of-this-name', data: {}, timeZone: 'UTC' })).rejects.toThrow(
    'unknown variable',
  )
})
