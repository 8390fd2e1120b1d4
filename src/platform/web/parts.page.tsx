import type { Child } from 'hono/jsx'

// ── Marks and icons ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// Own drawings on a grid of 24, as strokes.
const drawings = {
  agree: 'M5 12.5l4.5 4.5L19 7.5',
  disagree: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  pass: 'M6 12h12',
  undo: 'M9 6L4 11l5 5M4 11h9.5a5.5 5.5 0 010 11',
  forward: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  down: 'M6 9.5l6 6 6-6',
  up: 'M6 14.5l6-6 6 6',
  info: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5.5M12 7.5v.01',
  success: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM8 12.5l2.75 2.75L16 9.5',
  warning: 'M12 4L2.75 20h18.5zM12 10v4.5M12 17.25v.01',
  error: 'M8.25 3.5h7.5l4.75 4.75v7.5l-4.75 4.75h-7.5L3.5 15.75v-7.5zM12 8v5M12 16.25v.01',
  globe:
    'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM3.5 12h17M12 3.5c2.5 2.5 3.5 5.25 3.5 8.5s-1 6-3.5 8.5c-2.5-2.5-3.5-5.25-3.5-8.5s1-6 3.5-8.5z',
  plus: 'M12 5v14M5 12h14',
  people:
    'M9 11a3.25 3.25 0 100-6.5A3.25 3.25 0 009 11zM2.75 19.5c0-3.5 2.75-5.5 6.25-5.5s6.25 2 6.25 5.5M15.5 4.75a3.25 3.25 0 010 6M17.5 14.5c2.25.75 3.75 2.5 3.75 5',
  voice: 'M4 5h16v11h-8.5L7 20v-4H4z',
  clock: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 7.5V12l3 2.25',
  download: 'M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14',
  edit: 'M4.5 19.5l1-4L16.25 4.75l3 3L8.5 18.5zM14 7l3 3',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  printer: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20',
  merge: 'M5 4v3c0 4 7 4 7 8v5M19 4v3c0 4-7 4-7 8',
  mail: 'M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5',
  bin: 'M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13',
} as const

export type IconName = keyof typeof drawings

/** A drawing beside words; where it stands alone, `label` says it. Arrows turn round in right-to-left pages. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const turns = name === 'forward' || name === 'back' || name === 'undo'
  return (
    <svg
      class={turns ? 'icon icon--directional' : 'icon'}
      viewBox="0 0 24 24"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  )
}

/** The mark of Leitbild: voices that become one thread. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round">
        <path d="M6 7.5c9.5 0 10 8.5 19 8.5h10M6 20h29M6 32.5c9.5 0 10-8.5 19-8.5h10" />
      </g>
      <g fill="currentColor">
        <circle cx="6.5" cy="7.5" r="3.25" />
        <circle cx="6.5" cy="20" r="3.25" />
        <circle cx="6.5" cy="32.5" r="3.25" />
      </g>
    </svg>
  )
}

/** The mark's idea as a background: many voices at many places, gathered into a cord. */
function Threads() {
  return (
    <svg class="threads" viewBox="0 0 400 240" preserveAspectRatio="xMaxYMid meet" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="2">
        {threads.map(d => (
          <path d={d} />
        ))}
      </g>
      <g fill="currentColor">
        {voices.map(([x, y]) => (
          <circle cx={x} cy={y} r="5" />
        ))}
      </g>
    </svg>
  )
}

/** Where the voices are, on a ground of 400 × 240. */
export const voices = [
  [96, 14],
  [40, 44],
  [112, 66],
  [18, 96],
  [66, 124],
  [24, 156],
  [104, 170],
  [52, 200],
  [120, 228],
] as const

/** From each voice to its place in the cord, as paths of SVG. */
export const threads = voices.map(([x, y], place) => {
  const end = 120 + (place - (voices.length - 1) / 2) * 5
  return `M${x} ${y}C${x + 110} ${y} 190 ${end} 300 ${end}H400`
})

// ── Deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ButtonProps = {
  label: string
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** before the label, `forward` after it */
  icon?: IconName
  /** makes it a link that looks like a button */
  href?: string
  name?: string
  value?: string
  /** id of a form elsewhere on the page */
  form?: string
  formAction?: string
  small?: boolean
  block?: boolean
  /** what the label alone does not say to those who hear the page: "Ablehnen: Mehr Bänke" */
  fullLabel?: string
  type?: 'submit' | 'button'
  autofocus?: boolean
}

const buttonKinds = {
  primary: 'kern-btn--primary',
  secondary: 'kern-btn--secondary',
  quiet: 'kern-btn--tertiary',
  danger: 'kern-btn--secondary kern-btn--danger',
}

/** A button of a form, or a link that looks like one. */
export function Button({
  label,
  kind = 'primary',
  icon,
  href,
  small,
  block,
  fullLabel,
  type = 'submit',
  formAction,
  ...rest
}: ButtonProps) {
  const look = classes('kern-btn', buttonKinds[kind], small && 'kern-btn--small', block && 'kern-btn--block')
  const inside = (
    <>
      {icon && icon !== 'forward' && <Icon name={icon} />}
      <span class="kern-label">{label}</span>
      {icon === 'forward' && <Icon name={icon} />}
    </>
  )
  if (href !== undefined)
    return (
      <a class={look} href={href} aria-label={fullLabel}>
        {inside}
      </a>
    )
  return (
    <button class={look} type={type} aria-label={fullLabel} formaction={formAction} {...rest}>
      {inside}
    </button>
  )
}

/** Buttons beside each other, below each other on a phone. */
export function Buttons({ children }: { children?: Child }) {
  return <div class="buttons">{children}</div>
}

export type FormProps = {
  action: string
  method?: 'post' | 'get'
  /** fields nobody sees: the CSRF token, a version */
  hidden?: Record<string, string>
  /** the form carries a file */
  files?: boolean
  id?: string
  label?: string
  children?: Child
}

/** A form; the browser's own refusals are off, since ours stand beside the field in the language of the page. */
export function Form({ action, method = 'post', hidden = {}, files, id, label, children }: FormProps) {
  return (
    <form
      class="form"
      id={id}
      action={action}
      method={method}
      enctype={files ? 'multipart/form-data' : undefined}
      aria-label={label}
      novalidate
    >
      <Hidden fields={hidden} />
      {children}
    </form>
  )
}

/** Hidden fields. */
export function Hidden({ fields }: { fields: Record<string, string> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

export type ConfirmFormProps = {
  action: string
  hidden?: Record<string, string>
  title: string
  /** what will happen, and whether it can be undone */
  children?: Child
  confirm: { label: string; danger?: boolean; name?: string; value?: string }
  cancel: { label: string; href: string }
}

/** A page's question before a deed with consequences. */
export function ConfirmForm({ action, hidden = {}, title, children, confirm, cancel }: ConfirmFormProps) {
  return (
    <form class="card confirm" action={action} method="post">
      <Hidden fields={hidden} />
      <h2>{title}</h2>
      <div class="prose">{children}</div>
      <Buttons>
        <Button label={confirm.label} kind={confirm.danger ? 'danger' : 'primary'} name={confirm.name} value={confirm.value} />
        <Button label={cancel.label} href={cancel.href} kind="quiet" />
      </Buttons>
    </form>
  )
}

// ── Fields ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type FieldCommon = {
  name: string
  label: string
  hint?: string
  /** the mark of a field that may stay empty: "freiwillig" */
  optional?: string
  /** why the input was not taken; stands beside the field */
  refusal?: string
  /** default: `fieldId(name)` */
  id?: string
  required?: boolean
}

export type Option = { value: string; label: string; hint?: string; disabled?: boolean }

export type FieldProps = FieldCommon &
  (
    | {
        kind: 'text' | 'email' | 'url' | 'tel' | 'search' | 'number' | 'date' | 'time' | 'datetime-local' | 'password'
        value?: string
        autocomplete?: string
        inputmode?: 'numeric' | 'decimal' | 'email' | 'url' | 'tel' | 'search'
        maxlength?: number
        min?: string
        max?: string
        step?: string
        width?: 'short' | 'medium'
        lang?: string
        dir?: 'ltr' | 'rtl' | 'auto'
        spellcheck?: boolean
      }
    | { kind: 'textarea'; value?: string; rows?: number; maxlength?: number; lang?: string; dir?: 'ltr' | 'rtl' | 'auto' }
    | { kind: 'select'; value?: string; options: Option[]; width?: 'short' | 'medium' }
    | { kind: 'checkbox'; value?: string; checked?: boolean }
    | { kind: 'checkboxes'; values?: string[]; options: Option[] }
    | { kind: 'radio'; value?: string; options: Option[] }
    | { kind: 'file'; accept?: string }
    | { kind: 'colour'; value?: string }
  )

/** The id of a field, to which an ErrorSummary leads. */
export const fieldId = (name: string) => `feld-${name}`

/** One question of a form: label, hint, control, and the refusal beside it. */
export function Field(props: FieldProps) {
  if (props.kind === 'radio' || props.kind === 'checkboxes') return <Choices {...props} />
  if (props.kind === 'checkbox') return <Checkbox {...props} />
  const id = props.id ?? fieldId(props.name)
  return (
    <div class={classes('kern-form-input', props.refusal && 'is-refused')}>
      <label class="kern-label" for={id}>
        {props.label}
        <Optional mark={props.optional} />
      </label>
      <Remarks id={id} hint={props.hint} refusal={props.refusal} />
      <Control {...props} id={id} />
    </div>
  )
}

function Control(props: Exclude<FieldProps, { kind: 'radio' | 'checkboxes' | 'checkbox' }> & { id: string }) {
  const { kind, id, name, required } = props
  const shared = { id, name, required, ...described(id, props) }
  switch (kind) {
    case 'textarea':
      return (
        <textarea
          class="kern-form-input__input"
          rows={props.rows ?? 4}
          maxlength={props.maxlength}
          lang={props.lang}
          dir={props.dir}
          {...shared}
        >
          {props.value}
        </textarea>
      )
    case 'select':
      return (
        <div class={classes('kern-form-input__select-wrapper', width(props.width))}>
          <select class="kern-form-input__select" {...shared}>
            {props.options.map(({ value, label, disabled }) => (
              <option value={value} selected={value === props.value} disabled={disabled}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )
    case 'file':
      return <input class="kern-form-input__input" type="file" accept={props.accept} {...shared} />
    case 'colour':
      return <input class="kern-form-input__input" type="color" value={props.value} {...shared} />
    default: {
      const { value, autocomplete, inputmode, maxlength, min, max, step, lang, dir, spellcheck } = props
      const rest = { value, autocomplete, inputmode, maxlength, min, max, step, lang, dir, spellcheck }
      return <input class={classes('kern-form-input__input', width(props.width))} type={kind} {...rest} {...shared} />
    }
  }
}

const widths = { short: 'kern-form-input__input--short', medium: 'kern-form-input__input--medium' }

const width = (wanted: 'short' | 'medium' | undefined) => wanted && widths[wanted]

function Checkbox(props: Extract<FieldProps, { kind: 'checkbox' }>) {
  const id = props.id ?? fieldId(props.name)
  return (
    <div class={classes('choices', props.refusal && 'is-refused')}>
      {props.refusal && <Refusal id={`${id}-grund`} text={props.refusal} />}
      <div class="kern-form-check">
        <input
          class="kern-form-check__checkbox"
          type="checkbox"
          id={id}
          name={props.name}
          value={props.value ?? 'on'}
          checked={props.checked}
          required={props.required}
          {...described(id, props)}
        />
        <label class="kern-label" for={id}>
          {props.label}
          <Optional mark={props.optional} />
        </label>
        {props.hint && <Hint id={`${id}-hinweis`} text={props.hint} />}
      </div>
    </div>
  )
}

function Choices(props: Extract<FieldProps, { kind: 'radio' | 'checkboxes' }>) {
  const id = props.id ?? fieldId(props.name)
  const isRadio = props.kind === 'radio'
  const chosen = isRadio ? [props.value] : (props.values ?? [])
  return (
    <fieldset class={classes('choices', props.refusal && 'is-refused')} aria-describedby={described(id, props)['aria-describedby']}>
      <legend class="kern-label">
        {props.label}
        <Optional mark={props.optional} />
      </legend>
      <Remarks id={id} hint={props.hint} refusal={props.refusal} />
      {props.options.map(({ value, label, hint, disabled }, place) => {
        const own = place === 0 ? id : `${id}-${place + 1}`
        return (
          <div class="kern-form-check">
            <input
              class={isRadio ? 'kern-form-check__radio' : 'kern-form-check__checkbox'}
              type={isRadio ? 'radio' : 'checkbox'}
              id={own}
              name={props.name}
              value={value}
              checked={chosen.includes(value)}
              disabled={disabled}
              required={isRadio && props.required}
              aria-describedby={hint ? `${own}-dazu` : undefined}
            />
            <label class="kern-label" for={own}>
              {label}
            </label>
            {hint && <Hint id={`${own}-dazu`} text={hint} />}
          </div>
        )
      })}
    </fieldset>
  )
}

function Remarks({ id, hint, refusal }: { id: string; hint?: string; refusal?: string }) {
  return (
    <>
      {hint && <Hint id={`${id}-hinweis`} text={hint} />}
      {refusal && <Refusal id={`${id}-grund`} text={refusal} />}
    </>
  )
}

const Hint = ({ id, text }: { id: string; text: string }) => (
  <p class="kern-hint" id={id}>
    {text}
  </p>
)

const Refusal = ({ id, text }: { id: string; text: string }) => (
  <p class="refusal" id={id}>
    <Icon name="error" />
    {text}
  </p>
)

const Optional = ({ mark }: { mark?: string }) => (mark ? <span class="kern-label__optional"> ({mark})</span> : null)

function described(id: string, { hint, refusal }: { hint?: string; refusal?: string }) {
  const ids = [hint && `${id}-hinweis`, refusal && `${id}-grund`].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': refusal ? 'true' : undefined }
}

/** Above a form that was not taken: every refusal, leading to its field. Takes the focus without a script. */
export function ErrorSummary({ title, refusals }: { title: string; refusals: { field: string; text: string }[] }) {
  return (
    <section class="refusals" tabindex={-1} autofocus aria-labelledby="ablehnungen">
      <h2 id="ablehnungen">
        <Icon name="error" />
        {title}
      </h2>
      <ul>
        {refusals.map(({ field, text }) => (
          <li>
            <a href={`#${fieldId(field)}`}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

// ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type PageHeadProps = {
  title: Child
  preline?: Child
  /** what the title says in the language it was written in */
  original?: Child
  lead?: Child
  children?: Child
}

/** The head of a page: its one `h1`, a line above, a lead below, deeds. */
export function PageHead({ title, preline, original, lead, children }: PageHeadProps) {
  return (
    <header class="page-head">
      {preline && <p class="page-head__preline">{preline}</p>}
      <h1>{title}</h1>
      {original}
      {lead && <p class="page-head__lead">{lead}</p>}
      {children && <Buttons>{children}</Buttons>}
    </header>
  )
}

/** A part of a page under its own heading. */
export function Section({ title, lead, id, children }: { title: Child; lead?: Child; id?: string; children?: Child }) {
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      {lead && <p class="section__lead">{lead}</p>}
      {children}
    </section>
  )
}

/** Running text; give sanitised HTML through hono's `raw`, and its language where it is not that of the page. */
export function Prose({ lang, dir, children }: { lang?: string; dir?: 'ltr' | 'rtl' | 'auto'; children?: Child }) {
  return (
    <div class="prose" lang={lang} dir={lang && dir}>
      {children}
    </div>
  )
}

/** Things below each other at an even distance. */
export function Stack({ children }: { children?: Child }) {
  return <div class="stack">{children}</div>
}

export type CardProps = {
  title?: Child
  /** the whole card leads there */
  href?: string
  level?: 1 | 2 | 3
  badge?: Child
  meta?: Child
  foot?: Child
  tone?: 'plain' | 'tint' | 'band'
  children?: Child
}

/** A thing of its own: a dialogue, a measure. With `href` all of it can be touched. */
export function Card({ title, href, level = 3, badge, meta, foot, tone = 'plain', children }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <article class={classes('card', href && 'card--link', tone !== 'plain' && `card--${tone}`)}>
      {(title || badge) && (
        <div class="card__head">
          {title && <Heading>{href ? <a href={href}>{title}</a> : title}</Heading>}
          {badge}
        </div>
      )}
      {meta && <p class="card__meta">{meta}</p>}
      {children}
      {foot && <div class="card__foot">{foot}</div>}
      {tone === 'band' && <Threads />}
    </article>
  )
}

/** Cards beside each other as room allows. */
export function Cards({ wide, children }: { wide?: boolean; children?: Child }) {
  return <div class={classes('cards', wide && 'cards--wide')}>{children}</div>
}

export type BadgeTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

/** A state in one or two words. */
export function Badge({ label, tone = 'neutral', icon }: { label: string; tone?: BadgeTone; icon?: IconName }) {
  return (
    <span class={classes('badge', tone !== 'neutral' && `badge--${tone}`)}>
      {icon && <Icon name={icon} />}
      {label}
    </span>
  )
}

export type NoticeTone = 'info' | 'success' | 'warning' | 'error'

const noticeTones = {
  info: 'kern-alert--info',
  success: 'kern-alert--success',
  warning: 'kern-alert--warning',
  error: 'kern-alert--danger',
}

/** Something to know. `live` where it answers what the person just did, so that it is read out. */
export function Notice({ tone, title, live, children }: { tone: NoticeTone; title?: string; live?: boolean; children?: Child }) {
  const role = live ? (tone === 'error' ? 'alert' : 'status') : undefined
  return (
    <div class={`kern-alert ${noticeTones[tone]}`} role={role}>
      <div class="kern-alert__header">
        <Icon name={tone} />
        <div class="kern-alert__text">
          {title && <p class="kern-title">{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
    </div>
  )
}

export type Column = {
  label: string
  /** heard, not seen: for a column of buttons */
  labelHidden?: boolean
  numeric?: boolean
  /** makes the heading a link that sorts; `direction` where the table is sorted by it */
  sort?: { href: string; direction?: 'ascending' | 'descending' }
}

export type TableProps = {
  caption: string
  captionHidden?: boolean
  columns: Column[]
  /** cells in the order of the columns; the first is the row's heading */
  rows: Child[][]
  /** below 640 px rows become blocks with labels; switch off for tables of numbers that must stay side by side */
  stacked?: boolean
}

// Browsers forget what a table is when it is shown as blocks; these roles remind them.
const as = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

/** A table; on a narrow screen it scrolls by itself or becomes labelled blocks, the page never does. */
export function Table({ caption, captionHidden, columns, rows, stacked = true }: TableProps) {
  return (
    <section class="table-scroll" tabindex={0} aria-label={caption}>
      <table class={classes('table', stacked && 'table--stacked')} {...as.table}>
        <caption class={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        <thead {...as.rowgroup}>
          <tr {...as.row}>
            {columns.map(({ label, labelHidden, numeric, sort }) => (
              <th scope="col" {...as.columnheader} class={numeric ? 'numeric' : undefined} aria-sort={sort?.direction}>
                {sort ? (
                  <a href={sort.href}>
                    {label}
                    {sort.direction && <Icon name={sort.direction === 'ascending' ? 'up' : 'down'} />}
                  </a>
                ) : (
                  <span class={labelHidden ? 'sr-only' : undefined}>{label}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as.rowgroup}>
          {rows.map(cells => (
            <tr {...as.row}>
              {cells.map((cell, place) => {
                const { label, labelHidden, numeric } = columns[place]!
                return place === 0 ? (
                  <th scope="row" {...as.rowheader} data-label={label}>
                    {cell}
                  </th>
                ) : (
                  <td {...as.cell} class={numeric ? 'numeric' : undefined} data-label={labelHidden ? undefined : label}>
                    <span>{cell}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Terms and what they are here. */
export function DefinitionList({ items }: { items: { term: string; description: Child }[] }) {
  return (
    <dl class="facts">
      {items.map(({ term, description }) => (
        <>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </>
      ))}
    </dl>
  )
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, level = 2, children, action }: { title: string; level?: 2 | 3; children?: Child; action?: Child }) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div class="empty">
      <Mark />
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** Figure with caption: a picture of ours as SVG; its equal alternative as a table goes into `alternative`. */
export function Figure({
  caption,
  alternative,
  children,
}: {
  caption?: Child
  alternative?: { label: string; content: Child }
  children?: Child
}) {
  return (
    <>
      <figure class="figure">
        {children}
        {caption && <figcaption>{caption}</figcaption>}
      </figure>
      {alternative && <Disclosure label={alternative.label}>{alternative.content}</Disclosure>}
    </>
  )
}

/** More for those who want it; works without a script, and is open on paper. */
export function Disclosure({ label, open, children }: { label: string; open?: boolean; children?: Child }) {
  return (
    <details class="disclosure" open={open}>
      <summary>
        <Icon name="forward" />
        {label}
      </summary>
      <div>{children}</div>
    </details>
  )
}

// ── Ways ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where this page is; the last entry is the page itself. */
export function Breadcrumb({ label, items }: { label: string; items: { label: Child; href?: string }[] }) {
  return (
    <nav class="breadcrumb" aria-label={label}>
      <ol>
        {items.map((item, place) => (
          <li>
            {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
            {place < items.length - 1 && <Icon name="forward" />}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type WayLink = { label: string; href: string; current?: boolean; count?: string }

/** Views of the same thing, as links. */
export function Tabs({ label, items }: { label: string; items: WayLink[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <WayLinks items={items} />
    </nav>
  )
}

/** A choice of what is shown or how it is sorted, as links; the label is seen. */
export function FilterLinks({ label, options }: { label: string; options: WayLink[] }) {
  return (
    <nav class="filters" aria-label={label}>
      <span class="filters__label" aria-hidden="true">
        {label}
      </span>
      <WayLinks items={options} />
    </nav>
  )
}

const WayLinks = ({ items }: { items: WayLink[] }) => (
  <ul>
    {items.map(({ label, href, current, count }) => (
      <li>
        <a href={href} aria-current={current ? 'true' : undefined}>
          {label}
          {count !== undefined && <span class="count">{count}</span>}
        </a>
      </li>
    ))}
  </ul>
)

type PageLink = { label: string; href: string }

/** On to further pages of a list: `status` says "Seite 2 von 7". */
export function Pagination({ label, status, previous, next }: { label: string; status: string; previous?: PageLink; next?: PageLink }) {
  return (
    <nav class="pages" aria-label={label}>
      {previous ? <Button {...previous} kind="secondary" small /> : <span />}
      <span class="muted">{status}</span>
      {next ? <Button {...next} kind="secondary" small /> : <span />}
    </nav>
  )
}

/** How far one has come: "12 von etwa 40". */
export function Progress({ label, text, value, max }: { label: string; text: string; value: number; max: number }) {
  return (
    <div class="progress">
      <p class="progress__text">
        <span>{label}</span>
        <span>{text}</span>
      </p>
      <progress value={value} max={max} aria-label={label} aria-valuetext={text}>
        {text}
      </progress>
    </div>
  )
}

export type StepState = 'done' | 'current' | 'open'

/** The steps of a longer way; `stateLabel` is heard, not seen. */
export function Steps({ label, items }: { label: string; items: { label: string; state: StepState; stateLabel?: string }[] }) {
  return (
    <ol class="steps" aria-label={label}>
      {items.map((item, place) => (
        <li class={`is-${item.state}`} aria-current={item.state === 'current' ? 'step' : undefined}>
          <span class="steps__mark" aria-hidden="true">
            {item.state === 'done' ? <Icon name="agree" /> : place + 1}
          </span>
          <span>
            {item.label}
            {item.stateLabel && <span class="sr-only"> ({item.stateLabel})</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

// ── Voting ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type AnswerKind = 'agree' | 'disagree' | 'pass'

/** Text in a language of its own; a translation brings its original. */
export type ForeignText = { text: string; lang?: string; dir?: 'ltr' | 'rtl'; original?: OriginalText }

/** `label` leads to the original; `machine` says that a machine made the translation. */
export type OriginalText = { label: string; text: string; lang: string; dir: 'ltr' | 'rtl'; machine?: string }

/** The original of a translation, one tap away. */
export function Original({ label, machine, text, lang, dir, children }: OriginalText & { children?: Child }) {
  return (
    <details class="original">
      <summary>
        <Icon name="forward" />
        <span>
          {machine && <b>{machine} · </b>}
          {label}
        </span>
      </summary>
      <div lang={lang} dir={dir}>
        {children ?? <p>{text}</p>}
      </div>
    </details>
  )
}

export type VoteCardProps = {
  action: string
  hidden?: Record<string, string>
  /** heard before the statement, and seen small: "Aussage" */
  prompt: string
  statement: ForeignText
  answers: Record<AnswerKind, string>
  /** the answer given before, when a vote is changed */
  given?: AnswerKind
  progress?: { label: string; text: string; value: number; max: number }
  /** e.g. "Tasten 1, 2, 3"; shown only where there is a keyboard */
  keyHint?: string
  undo?: { label: string; action: string; hidden?: Record<string, string> }
  refusal?: string
  level?: 1 | 2
  children?: Child
}

const answerKeys: Record<AnswerKind, string> = { agree: '1', disagree: '2', pass: '3' }

/** One statement and its three answers; a plain form. A script finds the parts by `data-vote` and `aria-keyshortcuts`. */
export function VoteCard({ action, hidden = {}, statement, answers, given, progress, level = 2, ...props }: VoteCardProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section class="vote" data-vote="">
      {progress && <Progress {...progress} />}
      <div class="vote__card">
        <form action={action} method="post">
          <Hidden fields={hidden} />
          <p class="vote__prompt">{props.prompt}</p>
          <Heading
            class={classes('vote__statement', statement.text.length > 180 && 'vote__statement--long')}
            lang={statement.lang}
            dir={statement.dir}
            data-vote-statement=""
          >
            {statement.text}
          </Heading>
          {statement.original && <Original {...statement.original} />}
          {props.refusal && <Refusal id="stimme-grund" text={props.refusal} />}
          <div class="vote__answers">
            {(Object.keys(answerKeys) as AnswerKind[]).map(kind => (
              <button
                class={`answer answer--${kind}`}
                type="submit"
                name="answer"
                value={kind}
                aria-pressed={given === kind ? 'true' : undefined}
                aria-keyshortcuts={answerKeys[kind]}
              >
                <span class="answer__icon">
                  <Icon name={kind} />
                </span>
                <span>{answers[kind]}</span>
                <span class="answer__key" aria-hidden="true">
                  {answerKeys[kind]}
                </span>
              </button>
            ))}
          </div>
        </form>
      </div>
      <div class="vote__below">
        {props.undo ? (
          <form action={props.undo.action} method="post">
            <Hidden fields={props.undo.hidden ?? {}} />
            <Button label={props.undo.label} kind="quiet" icon="undo" small />
          </form>
        ) : (
          <span />
        )}
        {props.keyHint && <span class="keys small">{props.keyHint}</span>}
      </div>
      {props.children}
    </section>
  )
}

// ── Results ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A share of the answers from 0 to 1, and the same in words: label "stimmen zu", value "64 %". */
export type Share = { kind: AnswerKind; share: number; label: string; value: string }

export type ShareBarProps = {
  /** all of it in one sentence, for those who hear the page; not needed where the legend is shown */
  label?: string
  shares: Share[]
  /** shows the numbers in words below */
  legend?: boolean
  small?: boolean
}

/** Agree, disagree, pass as one bar: solid, striped, plain, so that nothing hangs on colour. */
export function ShareBar({ label, shares, legend, small }: ShareBarProps) {
  return (
    <div class={classes('shares', small && 'shares--small')}>
      <div class="shares__bar" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}>
        {shares
          .filter(({ share }) => share > 0)
          .map(({ kind, share }) => (
            <span class={`shares__part shares__part--${kind} g${percent(share)}`} />
          ))}
      </div>
      {legend && (
        <ul class="shares__legend">
          {shares.map(({ kind, label, value }) => (
            <li class={`is-${kind}`}>
              <Icon name={kind} />
              <span>
                <b>{value}</b> {label}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const percent = (share: number) => Math.min(100, Math.max(1, Math.round(share * 100)))

/** A number that is not told, and why: "zu wenige Stimmen". */
export function Missing({ text }: { text: string }) {
  return <span class="shares__missing">{text}</span>
}

/** Numbers of participation. `inWords` where the value is a word ("zu wenige") and not a number. */
export function Stats({ items }: { items: { label: string; value: string; note?: string; inWords?: boolean }[] }) {
  return (
    <dl class="stats">
      {items.map(({ label, value, note, inWords }) => (
        <div>
          <dt>
            {label}
            {note && <span class="stats__note"> {note}</span>}
          </dt>
          <dd class={inWords ? 'is-words' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export type GroupRef = { number: 1 | 2 | 3 | 4 | 5; letter: string; name: string }

/** The letter of an opinion group in its colour. */
export function GroupLetter({ group, large }: { group: GroupRef; large?: boolean }) {
  return (
    <span class={classes('letter', `group-${group.number}`, large && 'letter--large')} aria-hidden="true">
      {group.letter}
    </span>
  )
}

export type StatementRowProps = {
  statement: ForeignText
  id?: string
  href?: string
  /** "214 Stimmen" */
  votes: string
  badges?: Child
  /** overall; or words where there are too few votes */
  overall: { shares: Share[] } | { missing: string }
  groups?: { group: GroupRef; result: { shares: Share[]; value: string; label: string } | { missing: string } }[]
}

/** Statements with their results; `StatementRow`s go into it. */
export function Statements({ children }: { children?: Child }) {
  return <ol class="statements">{children}</ol>
}

/** One statement of the results: text, number of votes, shares overall and by group. */
export function StatementRow({ statement, id, href, votes, badges, overall, groups = [] }: StatementRowProps) {
  return (
    <li class="statement" id={id}>
      <div>
        <p class="statement__text" lang={statement.lang} dir={statement.dir}>
          {href ? <a href={href}>{statement.text}</a> : statement.text}
        </p>
        {statement.original && <Original {...statement.original} />}
        <p class="statement__note">
          <span>{votes}</span>
          {badges}
        </p>
      </div>
      <div>
        {'missing' in overall ? <Missing text={overall.missing} /> : <ShareBar shares={overall.shares} legend />}
        {groups.length > 0 && (
          <ul class="by-group">
            {groups.map(({ group, result }) => (
              <li>
                <span>
                  <GroupLetter group={group} />
                  <span class="sr-only">{group.name}: </span>
                </span>
                {'missing' in result ? (
                  <Missing text={result.missing} />
                ) : (
                  <>
                    <ShareBar shares={result.shares} label={result.label} small />
                    <span class="by-group__value">{result.value}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

export type GroupCardProps = {
  group: GroupRef
  /** "73 Personen, 34 %" */
  size: string
  summary?: Child
  /** what it thinks unlike the others: the statement, which way, and that in words */
  statements: { statement: ForeignText; side: AnswerKind; note: string }[]
  empty?: string
}

/** An opinion group: how large, and by which statements one knows it. */
export function GroupCard({ group, size, summary, statements, empty }: GroupCardProps) {
  return (
    <article class={`card group-card group-${group.number}`}>
      <div class="group-card__head">
        <GroupLetter group={group} large />
        <div>
          <h3>{group.name}</h3>
          <p class="card__meta">{size}</p>
        </div>
      </div>
      {summary && <p>{summary}</p>}
      {statements.length === 0 && empty ? (
        <p class="muted">{empty}</p>
      ) : (
        <ul>
          {statements.map(({ statement, side, note }) => (
            <li class={`is-${side}`}>
              <Icon name={side} />
              <div>
                <span lang={statement.lang} dir={statement.dir}>
                  {statement.text}
                </span>
                {statement.original && <Original {...statement.original} />}
                <small>{note}</small>
              </div>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

export type ColumnChartProps = {
  /** what is shown, in one sentence */
  label: string
  columns: { label: string; value: number; valueText: string }[]
  /** every how many columns a label fits, on a phone too */
  labelEvery?: number
  /** time runs as the page is read */
  direction?: 'ltr' | 'rtl'
}

/** Numbers over time as columns; give the same as a table beside it. Widths are shares, so that text keeps its size on a phone. */
export function ColumnChart({ label, columns, labelEvery = 1, direction = 'ltr' }: ColumnChartProps) {
  const [height, foot, top] = [170, 26, 24]
  const step = 100 / Math.max(1, columns.length)
  const highest = Math.max(1, ...columns.map(({ value }) => value))
  const peak = columns.findIndex(({ value }) => value === highest)
  return (
    <svg class="columns" width="100%" height={height} role="img" aria-label={label}>
      {columns.map(({ label, value, valueText }, place) => {
        const tall = round((value / highest) * (height - foot - top))
        const start = direction === 'ltr' ? place * step : 100 - (place + 1) * step
        const wide = Math.min(step * 0.76, 9)
        const middle = `${round(start + step / 2)}%`
        return (
          <>
            <rect x={`${round(start + (step - wide) / 2)}%`} y={height - foot - tall} width={`${round(wide)}%`} height={tall} rx="3">
              <title>{`${label}: ${valueText}`}</title>
            </rect>
            {place === peak && (
              <text x={middle} y={height - foot - tall - 7} text-anchor="middle">
                {valueText}
              </text>
            )}
            {place % labelEvery === 0 && (
              <text
                {...(place === 0 && step < 8
                  ? { x: direction === 'ltr' ? '0' : '100%', 'text-anchor': 'start' }
                  : { x: middle, 'text-anchor': 'middle' })}
                y={height - 7}
              >
                {label}
              </text>
            )}
          </>
        )
      })}
      <line x1="0" x2="100%" y1={height - foot} y2={height - foot} />
    </svg>
  )
}

const round = (length: number) => Math.round(length * 100) / 100

// ── Desk ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ReviewCardProps = {
  id?: string
  text: ForeignText
  translation?: ForeignText & { label: string }
  badges?: Child
  /** "vor 2 Stunden · Deutsch" */
  meta: Child
  /** what the text is about: a difference, a reason */
  context?: Child
  similar?: { label: string; items: { statement: ForeignText; note?: string; deed?: Child }[] }
  /** forms and buttons: approve, reject, merge */
  children?: Child
}

/** A statement that waits for a moderator, with what resembles it and what can be done. */
export function ReviewCard({ id, text, translation, badges, meta, context, similar, children }: ReviewCardProps) {
  return (
    <article class="review" id={id}>
      <div>
        <div class="review__meta">
          {badges}
          <span>{meta}</span>
        </div>
        <h2 class="review__text" lang={text.lang} dir={text.dir}>
          {text.text}
        </h2>
        {translation && (
          <p class="muted">
            <span lang={translation.lang} dir={translation.dir}>
              {translation.text}
            </span>{' '}
            ({translation.label})
          </p>
        )}
        {context && <div class="review__context">{context}</div>}
        {similar && similar.items.length > 0 && (
          <div class="review__similar">
            <h3>{similar.label}</h3>
            <ul>
              {similar.items.map(({ statement, note, deed }) => (
                <li>
                  <span>
                    <span lang={statement.lang} dir={statement.dir}>
                      {statement.text}
                    </span>
                    {note && <span class="muted small"> {note}</span>}
                  </span>
                  {deed}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div class="review__deeds">{children}</div>
    </article>
  )
}

/** Class names without the empty ones. */
const classes = (...names: (string | false | undefined | '' | 0)[]) => names.filter(Boolean).join(' ')
