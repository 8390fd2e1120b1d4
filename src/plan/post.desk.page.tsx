import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Disclosure, Field, Form, Missing, Notice, Section, Stack } from '#platform/web'
import { ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import { fieldIn, RefusalSummary, type RefusedForm } from './money.form.desk.page.tsx'
import type { Post } from './money.ts'
import { paths } from './paths.ts'
import { emptyPost, longestGrade, longestPostTitle, mostPosts, type PostRefusals, type PostValues, postValuesOf } from './post.ts'
import { dayIn, PlanText, postsIn } from './words.page.tsx'

export type PostDesk = {
  posts: Post[]
  refused?: RefusedForm<PostValues, PostRefusals>
  /** why nothing was done at all */
  refusal?: 'is-regular' | 'too-many'
}

type SectionProps = { c: MeasureContext; desk: PostDesk; mayWrite: boolean }

/** Who works for a measure: full-time equivalents by grade and year. */
export function PostSection({ c, desk, mayWrite }: SectionProps) {
  const { t, measure } = c.var
  return (
    <Section title={t('plan.money.post.title')} lead={t('plan.money.post.lead')} id="stellen">
      <Stack>
        {desk.refusal && <Notice tone="error" title={t(`plan.money.post.refusal.${desk.refusal}`, { most: mostPosts })} live />}
        {desk.posts.length === 0 && <Missing text={measure.noPostsReason || t('plan.money.post.none')} />}
        {desk.posts.length > 0 && (
          <ul class="ledger">
            {desk.posts.map(post => (
              <PostRow c={c} desk={desk} post={post} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
        {mayWrite && (
          <Disclosure label={t('plan.money.post.add')} open={desk.refused?.id === 'stelle-neu'}>
            <PostForm c={c} desk={desk} id="stelle-neu" action={paths.desk.measurePosts.to(ofMeasure(c))} values={emptyPost}>
              <Button label={t('plan.money.post.add')} icon="plus" kind="secondary" />
            </PostForm>
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}

function PostRow({ c, desk, post, mayWrite }: SectionProps & { post: Post }) {
  const { t } = c.var
  const what = `${post.grade} ${post.year}`
  return (
    <li class="ledger__row">
      <p class="ledger__line">
        <span>
          {post.year}, {post.grade} {post.title && <PlanText c={c} text={post.title} />}{' '}
          <Badge
            label={t(post.isFilled ? 'plan.money.post.filled' : 'plan.money.post.vacant')}
            tone={post.isFilled ? 'success' : 'warning'}
          />
          <span class="ledger__about small muted">
            {post.fundedUntil ? t('plan.money.post.until', { day: dayIn(c, post.fundedUntil) }) : t('plan.money.post.for-good')}
          </span>
        </span>
        <strong>{t('plan.money.post.share', { share: postsIn(c, post.hundredths) })}</strong>
      </p>
      {mayWrite && (
        <Disclosure label={t('plan.money.change-or-remove')} open={desk.refused?.id === post.id}>
          <PostForm
            c={c}
            desk={desk}
            id={post.id}
            action={paths.desk.measurePost.to({ ...ofMeasure(c), post: post.id })}
            values={postValuesOf(post)}
          >
            <Buttons>
              <Button label={t('plan.measure.save')} fullLabel={`${t('plan.measure.save')}: ${what}`} name="deed" value="change" small />
              <Button
                label={t('plan.money.remove')}
                fullLabel={`${t('plan.money.remove')}: ${what}`}
                name="deed"
                value="remove"
                kind="danger"
                icon="bin"
                small
              />
            </Buttons>
          </PostForm>
        </Disclosure>
      )}
    </li>
  )
}

type FormProps = { c: MeasureContext; desk: PostDesk; id: string; action: string; values: PostValues; children?: unknown }

function PostForm({ c, desk: { refused }, id, action, values, children }: FormProps) {
  const { t } = c.var
  const own = refused?.id === id ? refused : undefined
  const shown = own?.values ?? values
  const form = { c, form: id, refusals: own?.refusals ?? {} }
  const common = fieldIn(form)
  return (
    <>
      <RefusalSummary {...form} />
      <Form action={action}>
        <CsrfField c={c} />
        <Field
          kind="text"
          {...common('title')}
          value={shown.title}
          maxlength={longestPostTitle}
          lang="de"
          dir="auto"
          optional={t('plan.measure.optional')}
        />
        <div class="field-row">
          <Field
            kind="text"
            {...common('grade')}
            value={shown.grade}
            hint={t('plan.money.post.grade-hint')}
            maxlength={longestGrade}
            width="medium"
            required
          />
          <Field
            kind="text"
            {...common('share')}
            value={shown.share}
            hint={t('plan.money.post.share-hint')}
            inputmode="decimal"
            width="short"
            required
          />
        </div>
        <Field kind="text" {...common('year')} value={shown.year} inputmode="numeric" maxlength={4} width="short" required />
        <Field kind="checkbox" {...common('isFilled')} checked={shown.isFilled} />
        <Field
          kind="date"
          {...common('fundedUntil')}
          value={shown.fundedUntil}
          hint={t('plan.money.post.until-hint')}
          width="medium"
          optional={t('plan.measure.optional')}
        />
        {children as never}
      </Form>
    </>
  )
}
