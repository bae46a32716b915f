import { visible } from '../../untrusted.ts'

type Child = Node | string | undefined | readonly Child[]

/** Attributes by name; a function listens to the event that its name says, such as `onclick`. `false` leaves it out. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: never) => void)
}

/**
 * An element. A child that is a string becomes a text node, so that no text is ever read as markup, and nothing in it is
 * unseen or reorders what stands around it.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children)
}

/** The same in SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as (event: Event) => void)
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...nodes(children))
  return element
}

function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === undefined || child === '') return []
    if (typeof child === 'string') return [visible(child)]
    return child instanceof Node ? [child] : nodes(child)
  })
}
