/** The little of mustache.js that the tests compare with; the package brings no types. */
declare module 'mustache' {
  const mustache: {
    render(template: string, view: unknown, partials: undefined, config: { escape: (value: unknown) => string }): string
  }
  export default mustache
}
