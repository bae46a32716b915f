import { notFound, Refusal } from '../refusal.ts'
import { storageUrl } from '../shapes/addresses.ts'
import { artifactShape, workflowRunShape } from '../shapes/workflow-run.ts'
import type { Artifact, WorkflowRun } from '../state.ts'
import { type Call, ok, type Operation } from './operation.ts'
import { countedReply } from './pages.ts'

const getRun: Operation = {
  id: 'actions/get-workflow-run',
  needs: [{ actions: 'read' }],
  answer: (call) => ok(workflowRunShape(call.state, runIn(call))),
}

const listRunArtifacts: Operation = {
  id: 'actions/list-workflow-run-artifacts',
  needs: [{ actions: 'read' }],
  answer: (call) => artifactList(call, ({ run }) => run === runIn(call).id),
}

const listArtifacts: Operation = {
  id: 'actions/list-artifacts-for-repo',
  needs: [{ actions: 'read' }],
  answer: (call) => artifactList(call, () => true),
}

/** Only leads to where the archive is: at an address that is signed by itself, and on another origin. */
const downloadArtifact: Operation = {
  id: 'actions/download-artifact',
  needs: [{ actions: 'read' }],
  answer({ state, parameters }) {
    const artifact = state.artifacts.find(({ id }) => id === parameters['artifact_id'])
    if (artifact === undefined || parameters['archive_format'] !== 'zip') throw notFound()
    if (artifact.expired) throw new Refusal(410, 'Artifact has expired')
    return { status: 302, headers: { location: `${storageUrl(state)}/${artifact.id}.zip?sig=signed` } }
  },
}

export const actionsOperations = [getRun, listRunArtifacts, listArtifacts, downloadArtifact]

function artifactList(call: Call, among: (artifact: Artifact) => boolean) {
  const { state, parameters } = call
  const name = parameters['name']
  const found = state.artifacts.filter((one) => among(one) && (name === undefined || one.name === name))
  return countedReply(call, 'artifacts', found.toReversed(), (artifact) => artifactShape(state, artifact))
}

function runIn({ state, parameters }: Call): WorkflowRun {
  const run = state.runs.find(({ id }) => id === parameters['run_id'])
  if (run === undefined) throw notFound()
  return run
}
