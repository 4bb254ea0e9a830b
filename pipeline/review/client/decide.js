/** Confirm, correct or reject a number, with a note; undo. */
import { decide, viewOf } from './api.js';
import { fill, h } from './dom.js';
import { grouped, labelOf, unitWord } from './format.js';
import { t } from './words.js';

const NAME = 'pagefact-name';

/**
 * @param {any} got the fact as the server tells it
 * @param {any} started vocabulary and units
 * @param {{ told: (text: string) => void, refresh: () => void, done: () => any }} on `done` after a decision, not after an undo
 */
export function decisionPanel(got, started, on) {
  const { fact } = got;
  let { decision, history } = got;
  const element = h('section.box.decide', { 'aria-label': t('decide') });
  const note = h('input', {
    id: 'note',
    name: 'note',
    maxlength: 2000,
    placeholder: t('note_hint'),
    autocomplete: 'off',
  });
  const who = h('input', {
    id: 'who',
    name: 'who',
    maxlength: 100,
    value: localStorage.getItem(NAME) ?? '',
    autocomplete: 'name',
    onchange: () => localStorage.setItem(NAME, who.value),
  });
  const problem = h('p.problem', { role: 'alert' });
  let editing = false;

  async function send(action, changes = {}) {
    try {
      localStorage.setItem(NAME, who.value);
      const answer = await decide({ fact_id: fact.fact_id, action, who: who.value, why: note.value, ...changes });
      ({ decision, history } = answer);
      editing = false;
      note.value = '';
      on.told(t(`did_${action}`));
      show();
      on.refresh();
      if (action !== 'undo') on.done();
    } catch (error) {
      on.told(error.message);
      fill(problem, error.message);
    }
  }

  function show() {
    fill(problem);
    fill(element, h('h2', t('decide')), standing(), editing ? form() : buttons(), problem, told());
  }

  function standing() {
    if (!decision)
      return fact.review
        ? h('p', h('span.chip.decided', t(`did_${fact.review.replace(/ed$/, '')}`)), ' ', h('span.faint', t('in_data')))
        : null;
    const changes = ['value', 'unit', 'concept', 'measure']
      .filter((name) => decision[`new_${name}`])
      .map((name) =>
        h(
          'span.change',
          h('s', shown(name, decision[`old_${name}`])),
          ' → ',
          h('b', shown(name, decision[`new_${name}`])),
        ),
      );
    return h(
      'p.standing',
      h('span.chip.decided', t(`did_${decision.action}`)),
      decision.who && h('span', t('by_who', { who: decision.who })),
      changes,
      decision.why && h('q', decision.why),
      h('span.faint', t(fact.review ? 'in_data' : 'next_run')),
    );
  }

  function buttons() {
    const act = (word, key, onclick, kind = '') =>
      h(
        `button${kind}`,
        { type: 'button', onclick, 'aria-keyshortcuts': key },
        t(word),
        h('kbd', { 'aria-hidden': 'true' }, key),
      );
    return h(
      'div',
      h(
        'div.actions',
        decision?.action !== 'correct' && act('confirm', 'c', confirm, '.good'),
        act('correct', 'e', edit),
        act('reject', 'x', reject, '.danger'),
        history.length > 0 && decision && act('undo', 'u', undo),
      ),
      h('div.fields', h('label', { for: 'note' }, t('note'), note), h('label', { for: 'who' }, t('who'), who)),
    );
  }

  function form() {
    const value = h('input', {
      id: 'new-value',
      inputmode: 'decimal',
      value: grouped(fact.value),
      autocomplete: 'off',
    });
    const select = (id, options, chosen) =>
      h(
        'select',
        { id },
        options.map(([one, words]) => h('option', { value: one, selected: one === chosen }, words)),
      );
    const unit = select(
      'new-unit',
      [...new Set([fact.unit, ...started.units])].map((one) => [one, unitWord(one)]),
      fact.unit,
    );
    const measure = select(
      'new-measure',
      started.measures.map(([id, label]) => [id, `${label} (${id})`]),
      fact.measure,
    );
    const list = h(
      'datalist',
      { id: 'concepts' },
      started.concepts.map(([id, label]) => h('option', { value: id }, label)),
    );
    const label = h('span.faint', labelOf(fact.concept));
    const concept = h('input', {
      id: 'new-concept',
      list: 'concepts',
      value: fact.concept,
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => fill(label, labelOf(concept.value)),
    });
    const save = (event) => {
      event.preventDefault();
      send('correct', { value: value.value, unit: unit.value, concept: concept.value, measure: measure.value });
    };
    queueMicrotask(() => value.select());
    const field = (word, input, ...more) => h('label', { for: input.id }, t(word), input, more);
    return h(
      'form.fields',
      { onsubmit: save, onkeydown: (event) => event.key === 'Escape' && cancel() },
      field('value', value),
      field('unit', unit),
      field('concept', concept, label),
      list,
      field('measure', measure),
      field('note', note),
      field('who', who),
      h(
        'div.actions',
        h('button.good', { type: 'submit' }, t('save')),
        h('button', { type: 'button', onclick: cancel }, t('cancel')),
      ),
    );
  }

  /** Everything that was decided before. */
  function told() {
    if (history.length < 2) return h('p.faint', h('a', { href: viewOf('decisions') }, t('decisions')));
    const lines = history
      .toReversed()
      .map((one) =>
        h(
          'li',
          [one.when.slice(0, 16).replace('T', ' '), t(`did_${one.action}`), one.who, one.why]
            .filter(Boolean)
            .join(' · '),
        ),
      );
    return h('details', h('summary', t('history')), h('ol.plainlist', lines));
  }

  const confirm = () => send('confirm');
  const reject = () => send('reject');
  const undo = () => decision && send('undo');
  function edit() {
    editing = true;
    show();
    element.scrollIntoView({ block: 'nearest' });
  }
  function cancel() {
    editing = false;
    show();
  }
  show();
  return { element, confirm, edit, reject, undo };
}

const shown = (name, text) => (name === 'value' ? grouped(text) : name === 'unit' ? unitWord(text) : text);
