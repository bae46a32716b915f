/** What `dist/promptfoo/` offers of promptfoo. Whoever imports it must have set its switches before (`src/adapters/promptfoo/`). */
export { assertions, AssertionTypeSchema, loadApiProvider } from 'promptfoo'
