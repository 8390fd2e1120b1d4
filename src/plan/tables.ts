import type { Generated } from 'kysely'
import type { Influence, Level } from './goal.ts'
import type { DepartmentRole, LeadState, Light, Priority } from './measure.ts'
import type { AllotmentState, CostCategory, SourceKind } from './money.ts'
import type { Contacts } from './plan.ts'
import type { Status } from './status.ts'

declare module '#platform/db' {
  interface TownTables {
    plan: {
      municipality_id: string
      title: Generated<string>
      introduction: Generated<string>
      is_published: Generated<boolean>
      contacts: Generated<Contacts>
      shows_money: Generated<boolean>
      shows_posts: Generated<boolean>
      shows_lights: Generated<boolean>
      shows_obstacles: Generated<boolean>
      revised_at: Generated<Date>
    }
    department: {
      municipality_id: string
      id: string
      slug: string
      name: string
      short_name: Generated<string>
      head_role: Generated<string>
      head_name: Generated<string>
      mail: Generated<string>
      parent_id: string | null
      is_closed: Generated<boolean>
    }
    action_field: { municipality_id: string; id: string; slug: string; name: string; position: number }
    target_group: { municipality_id: string; id: string; slug: string; name: string; position: number }
    goal: {
      municipality_id: string
      id: string
      number: number
      action_field_id: string
      title: string
      description: Generated<string>
      level: Level
      influence: Influence
      addressee: Generated<string>
      demand: Generated<string>
      indicator_name: Generated<string>
      indicator_unit: Generated<string>
      baseline: number | null
      baseline_year: number | null
      target: number | null
      target_year: number | null
      is_public: Generated<boolean>
      is_dropped: Generated<boolean>
    }
    goal_sentence: { municipality_id: string; goal_id: string; sentence_id: string }
    measure: {
      municipality_id: string
      id: string
      number: string
      title: string
      description: Generated<string>
      action_field_id: string
      target_group_id: string | null
      starts_on: string | null
      ends_on: string | null
      priority: Generated<Priority>
      status: Generated<Status>
      status_reason: Generated<string>
      light: Light | null
      light_reason: Generated<string>
      state_of_affairs: Generated<string>
      next_step: Generated<string>
      obstacles: Generated<string>
      stated_on: string | null
      resolution_number: Generated<string>
      resolved_on: string | null
      budget_line: Generated<string>
      no_posts_reason: Generated<string>
      continuation: Generated<string>
      regular_since: string | null
      responsible_name: Generated<string>
      responsible_mail: Generated<string>
      is_public: Generated<boolean>
      created_at: Generated<Date>
      revised_at: Generated<Date>
    }
    measure_department: {
      municipality_id: string
      measure_id: string
      department_id: string
      role: DepartmentRole
      state: LeadState | null
      reason: Generated<string>
      answered_on: string | null
    }
    measure_partner: { municipality_id: string; measure_id: string; position: number; name: string }
    milestone: { municipality_id: string; id: string; measure_id: string; title: string; due_on: string; reached_on: string | null }
    measure_goal: { municipality_id: string; measure_id: string; goal_id: string }
    measure_sentence: { municipality_id: string; measure_id: string; sentence_id: string }
    measure_statement: { municipality_id: string; measure_id: string; statement_id: string }
    cost: { municipality_id: string; measure_id: string; year: number; category: CostCategory; amount_cents: number }
    financing_source: {
      municipality_id: string
      id: string
      slug: string
      kind: SourceKind
      name: string
      reference: string
      amount_cents: number
      ends_on: string | null
      continuation: Generated<string>
    }
    allotment: {
      municipality_id: string
      source_id: string
      measure_id: string
      year: number
      state: AllotmentState
      amount_cents: number
    }
    spending: {
      municipality_id: string
      id: string
      measure_id: string
      source_id: string | null
      spent_on: string
      amount_cents: number
      purpose: Generated<string>
    }
    post: {
      municipality_id: string
      id: string
      measure_id: string
      title: Generated<string>
      grade: string
      year: number
      hundredths: number
      is_filled: boolean
      funded_until: string | null
    }
    update_round: {
      municipality_id: string
      id: string
      number: number
      title: string
      opened_at: Date
      opened_by: string | null
      ends_on: string
      closed_at: Date | null
    }
    update_link: {
      municipality_id: string
      id: string
      round_id: string | null
      department_id: string
      token_hash: string
      mail: string
      name: Generated<string>
      ends_on: string
      created_at: Date
      delegated_from: string | null
      revoked_at: Date | null
      last_used_on: string | null
    }
    update_link_measure: {
      municipality_id: string
      link_id: string
      measure_id: string
      asks_for: 'update' | 'lead'
      department_id: string | null
      answer: 'changed' | 'unchanged' | 'not-mine' | 'accepted' | 'refused' | null
      reason: Generated<string>
      answered_at: Date | null
    }
    update_reminder: { municipality_id: string; link_id: string; ends_on: string; days_before: number; sent_at: Date }
    measure_change: {
      municipality_id: string
      id: string
      measure_id: string
      at: Date
      person_id: string | null
      link_id: string | null
      before: unknown
      after: unknown
      reverts: string | null
    }
    progress_report: {
      municipality_id: string
      number: number
      title: string
      as_of: string
      content: unknown
      digest: string
      made_at: Date
      made_by: string | null
      is_public: Generated<boolean>
    }
    plan_paper: {
      municipality_id: string
      number: string
      subject: string
      draft_resolution: string
      reasons: string
      financial_effects: string
      lead_office: string
      annexes: string[]
      revised_at: Date
    }
    plan_import: {
      municipality_id: string
      id: string
      name: string
      rows: unknown
      mapping: unknown
      uploaded_at: Date
      uploaded_by: string | null
    }
  }
}
