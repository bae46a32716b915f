import { WorkTreeSnapshot } from '../../src/adapters/git/work-tree-snapshot.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { buildArtifact } from '../../src/promotion/build-artifact.ts'
import { ociLayout } from '../../src/promotion/oci-layout.ts'
import { digestOf } from '../../src/digest/digest.ts'
import { loadProject } from '../../src/rules/load-project.ts'

/** Prints what a machine makes of the `answer` in the work tree it is started in, and what the machine is like. */
const { project } = await loadProject(new WorkTreeSnapshot(await openRepository(process.cwd())), '')
const subject = project?.prompts.get('answer')
if (subject === undefined) throw new Error('no valid project here')
const artifact = buildArtifact(subject)
const files = ociLayout(artifact).map(({ path, bytes }) => [path, digestOf(bytes)])
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
process.stdout.write(JSON.stringify({ artifact, files, locale, timeZone }))
