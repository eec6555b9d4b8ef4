import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { afterAll, beforeEach, expect, test } from 'vitest'

// The bootstrap in a tree of its own. Instead of the network it gets an `npm` that notes what it is asked and puts a
// `pnpm` in place, which notes what it is asked, too.

const folders: string[] = []
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })))

let root: string
const asked = () => (fs.existsSync(path.join(root, 'asked')) ? fs.readFileSync(path.join(root, 'asked'), 'utf8') : '')

const program = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text, { mode: 0o755 })
}

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-bootstrap-'))
  folders.push(root)
  fs.mkdirSync(path.join(root, 'local/src'), { recursive: true })
  fs.copyFileSync(path.join(import.meta.dirname, '../bootstrap.mjs'), path.join(root, 'local/bootstrap.mjs'))
  fs.writeFileSync(path.join(root, 'package.json'), '{}')
  fs.writeFileSync(path.join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 1')
  fs.writeFileSync(path.join(root, 'pnpm-workspace.yaml'), 'packages:\n  - local\n')
  fs.writeFileSync(path.join(root, 'local/package.json'), '{}')
  fs.writeFileSync(
    path.join(root, 'local/src/main.ts'),
    "console.log('main got', process.argv.slice(2).join(' '), process.env['npm_package_name'] ?? 'nothing of npm')\nprocess.exit(7)",
  )
  const pnpm = '.cache/tools/node_modules/@pnpm/exe.here/pnpm'
  program(
    'pnpm-of-tests',
    `#!/bin/sh\necho "pnpm $*" >> "${root}/asked"\n[ "$1" = install ] && mkdir -p "${root}/node_modules"\nexit 0\n`,
  )
  program(
    'bin/npm',
    `#!/bin/sh
echo "npm $*" >> "${root}/asked"
[ "$1" = config ] && echo '{"registry":"https://registry.example/","cafile":null}' && exit 0
mkdir -p "${root}/${path.dirname(pnpm)}"
cp "${root}/pnpm-of-tests" "${root}/${pnpm}"
`,
  )
})

const environment = (more: Record<string, string> = {}) => ({
  PATH: `${root}/bin:${path.dirname(process.execPath)}:/usr/bin:/bin`,
  HOME: path.join(root, 'home'),
  npm_package_name: 'staygraph',
  ...more,
})

const bootstrap = (args: string[], env: Record<string, string> = environment()) =>
  spawnSync(process.execPath, [path.join(root, 'local/bootstrap.mjs'), ...args], { env, encoding: 'utf8' })

test('the first run fetches and installs, then hands over its arguments and the exit code', () => {
  const { stdout, status } = bootstrap(['test', '--project', 'kit'])
  expect(stdout).toContain('main got test --project kit nothing of npm')
  expect(status).toBe(7)
  expect(asked()).toMatch(/npm install .*pnpm@\d+\.\d+\.\d+/)
  expect(asked()).toContain('pnpm install --frozen-lockfile')
})

test('a later run fetches nothing and installs nothing, until the lock file or a package changes', () => {
  bootstrap(['start'])
  fs.rmSync(path.join(root, 'asked'))
  bootstrap(['start'])
  expect(asked()).not.toContain('install')
  fs.writeFileSync(path.join(root, 'local/package.json'), '{ "name": "changed" }')
  bootstrap(['start'])
  expect(asked()).toContain('pnpm install --frozen-lockfile')
  expect(asked()).not.toContain('npm install --prefix')
})

test('without the network it is one message: what failed, what was said, what to look at', () => {
  program('bin/npm', '#!/bin/sh\necho "npm error code ENOTFOUND" >&2\nexit 1\n')
  const { stderr, status } = bootstrap(['start'])
  expect(status).toBe(1)
  expect(stderr).toContain('fetching the tools failed')
  expect(stderr).toContain('ENOTFOUND')
  expect(stderr).toContain('npm config get registry')
  expect(stderr).not.toContain('at ')
})

test('a lock file that is behind says which command mends it', () => {
  program('pnpm-of-tests', '#!/bin/sh\n[ "$1" = install ] && echo ERR_PNPM_OUTDATED_LOCKFILE && exit 1\nexit 0\n')
  const { stderr, status } = bootstrap(['start'])
  expect(status).toBe(1)
  expect(stderr).toContain('Run `pnpm install` and commit the lock file.')
})

test('a home that cannot be written is replaced for the installers only', () => {
  fs.writeFileSync(path.join(root, 'not-a-folder'), '')
  program('pnpm-of-tests', `#!/bin/sh\necho "pnpm $1 at $HOME" >> "${root}/asked"\nmkdir -p "${root}/node_modules"\n`)
  fs.writeFileSync(path.join(root, 'local/src/main.ts'), "console.log('main at', process.env['HOME'])")
  const home = path.join(root, 'not-a-folder')
  expect(bootstrap(['start'], environment({ HOME: home })).stdout).toContain(`main at ${home}`)
  expect(asked()).toContain(`pnpm install at ${root}/.cache/home`)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s reaches what it handed over to, and it waits for that to end',
  async (signal) => {
    fs.writeFileSync(
      path.join(root, 'local/src/main.ts'),
      `process.on('${signal}', () => setTimeout(() => { console.log('in good order'); process.exit(0) }, 200))
     setInterval(() => undefined, 1000)
     console.log('waits')`,
    )
    const child = spawn(process.execPath, [path.join(root, 'local/bootstrap.mjs'), 'start'], { env: environment() })
    let said = ''
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    while (!said.includes('waits')) await after(20)
    child.kill(signal)
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(0)
    expect(said).toContain('in good order')
  },
)

test('what it handed over to learns that the bootstrap was killed', async () => {
  fs.writeFileSync(
    path.join(root, 'local/src/main.ts'),
    `process.on('disconnect', () => { require('node:fs').writeFileSync('${root}/ended', ''); process.exit(0) })
     console.log('waits')`,
  )
  fs.writeFileSync(path.join(root, 'package.json'), '{ "type": "commonjs" }')
  const child = spawn(process.execPath, [path.join(root, 'local/bootstrap.mjs'), 'start'], { env: environment() })
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  while (!said.includes('waits')) await after(20)
  child.kill('SIGKILL')
  for (let tries = 0; tries < 200 && !fs.existsSync(path.join(root, 'ended')); tries++) await after(20)
  expect(fs.existsSync(path.join(root, 'ended'))).toBe(true)
})
