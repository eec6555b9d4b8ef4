import fs from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'

import { runProgram } from '../prepare/child-program.ts'
import { findViolations } from './import-rules.ts'
import { findSecondCopies } from './one-copy.ts'

/** One thing that must hold for the tree. Answers what is wrong with it: nothing, if all is well. */
interface Check {
  name: string
  run: () => Promise<string>
}

export interface CheckOptions {
  root: string
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
  say: (line: string) => void
}

export interface Outcome {
  passed: number
  failed: number
  /** Of each that failed its name and the first lines of why: said once more after all the others. */
  failures: string[]
}

const checksOf = ({ root, environment: env, signal, say }: CheckOptions): Check[] => {
  /** Runs a program of the tree: its words are the problem when it fails. */
  const program =
    (command: string, ...args: string[]) =>
    async () => {
      const { code, said } = await runProgram({ command, args, cwd: root, env, signal, keptLines: 60 })
      return code === 0 ? '' : said || `${command} ended with code ${code}`
    }
  const node = (...args: string[]) => program(process.execPath, ...args)
  return [
    { name: 'types', run: program('tsc', '--noEmit', '-p', 'tsconfig.json') },
    { name: 'types of the site', run: program('tsc', '--noEmit', '-p', 'web/tsconfig.json') },
    { name: 'lint', run: program('oxlint', '--type-aware') },
    { name: 'format', run: program('oxfmt', '--check') },
    { name: 'resolver types are what the schemas say', run: node('codegen.ts', '--check') },
    {
      name: "the site's types are what the graph says, and its operations are registered",
      run: node('web/codegen.ts', '--check'),
    },
    { name: 'composition is what the schemas say', run: () => compositionIsFresh(root) },
    { name: 'clients of the graph as it was can go on with it', run: () => schemaIsKept(root, say) },
    { name: 'one copy of what may exist once', run: async () => findSecondCopies(root).join('\n') },
    {
      name: 'the rules of the house',
      run: async () =>
        findViolations(root)
          .map(({ file, what, rule }) => `${file}: ${what}\n    ${rule}`)
          .join('\n'),
    },
  ]
}

/** Composes anew and compares with what is committed. */
const compositionIsFresh = async (root: string): Promise<string> => {
  const made: { compose: () => Record<string, string> } = await import(path.join(root, 'gateway/compose.ts'))
  const stale = Object.entries(made.compose()).filter(([file, text]) => {
    const committed = path.join(root, 'gateway', file)
    return !fs.existsSync(committed) || fs.readFileSync(committed, 'utf8') !== text
  })
  return stale
    .map(([file]) => `gateway/${file} is not what the schemas compose to: run \`npm run generate\``)
    .join('\n')
}

/** Compares the graph with that of the commit where this branch began. What is not there to be compared is no problem. */
const schemaIsKept = async (root: string, say: CheckOptions['say']): Promise<string> => {
  const made: { checkSchema: (options: { root: string }) => Promise<{ lines: string[]; problems: string[] } | null> } =
    await import(path.join(root, 'gateway/check-schema.ts'))
  const told = await made.checkSchema({ root })
  if (told === null) say('  - the graph is compared with no other: there is no git here, or no commit before this one')
  return (told?.problems ?? []).join('\n')
}

/** Checks the tree, two things at a time, and says what it finds. */
export const check = async (options: CheckOptions): Promise<Outcome> => {
  const waiting = checksOf(options)
  const outcome: Outcome = { passed: 0, failed: 0, failures: [] }
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const since = performance.now()
      const problem = await next
        .run()
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      const time = `${((performance.now() - since) / 1000).toFixed(1)} s`
      if (problem === '') outcome.passed++
      else {
        outcome.failed++
        outcome.failures.push(failure(`the check of ${next.name}`, problem))
      }
      options.say(problem === '' ? `  ✓ ${next.name} (${time})` : `  ✗ ${next.name} (${time})\n${indent(problem)}`)
    }
  }
  await Promise.all([work(), work()])
  return outcome
}

/** What failed, and the beginning of why. */
export const failure = (what: string, why: string): string =>
  `FAILED ${what}\n${indent(why.split('\n').slice(0, 12).join('\n'))}`

const indent = (text: string): string => text.replaceAll(/^/gm, '      ')
