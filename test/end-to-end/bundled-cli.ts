import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** `src/cli.ts` in few files, which start several times a second. Returns the path of the script. */
export async function bundledCli(folder: string): Promise<string> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const outdir = join(folder, 'src')
  await build({
    entryPoints: [join(root, 'src', 'cli.ts')],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  return join(outdir, 'cli.mjs')
}
