/**
 * The permission to ask a workflow's author for, such as `pull-requests: write`.
 * @param accepted GitHub's header: sets apart by semicolons, one of which is enough, such as `issues=write; pull_requests=write`
 * @param usual what the operation needs; it is named where GitHub accepts it, or says nothing
 */
export function permissionOf(accepted: string | undefined, usual: string): string {
  const sets = (accepted ?? '')
    .split(';')
    .map(wordsOf)
    .filter((words) => words !== '')
  const [first] = sets
  return first === undefined || sets.includes(usual) ? usual : first
}

function wordsOf(set: string): string {
  const pairs = [...set.matchAll(/([a-z_]+)=([a-z]+)/g)]
  return pairs.map(([, name = '', access = '']) => `${name.replaceAll('_', '-')}: ${access}`).join(', ')
}
