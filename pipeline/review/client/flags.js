/** What the flags of numbers say, in a few words. docs/flags.md says it in full. */
import { inChinese } from './words.js';

const FLAGS = {
  check_failed: ['check failed', '勾稽不符'],
  text_uncertain: ['text doubtful', '文字存疑'],
  low_ocr_confidence: ['hard to read', '识别不清'],
  readers_disagree: ['two readers disagree', '两次读取不一致'],
  label_corrected: ['row label mended', '行名已校正'],
  header_corrected: ['header mended', '表头已校正'],
  label_uncertain: ['words around it hard to read', '名称识别存疑'],
  unit_inferred: ['unit not printed here', '单位为推断'],
  form_inferred: ['form not named', '表名为推断'],
  code_name_disagree: ['code against name', '编码与名称不符'],
  code_unresolved: ['code not certain', '科目未定'],
  year_unknown: ['year unknown', '年份不明'],
  year_disagrees: ['another year in the title', '标题年份不同'],
  measure_inferred: ['kind of amount not printed', '口径为推断'],
  subject_inferred: ['subject not printed here', '主语为推断'],
  head_unknown: ['its whole was not understood', '总项不明'],
  base_inferred: ['base of change not printed', '比较基数为推断'],
  base_unknown: ['denominator unknown', '分母不明'],
  period_unusual: ['unusual year', '年份异常'],
  part_of_year: ['part of the year only', '仅部分时段'],
  total_blank: ['total is blank', '合计为空'],
  in_explanation: ['inside an explanation', '在说明文字中'],
  template_residue: ['template left standing', '模板残留'],
  sign_doubled: ['decrease with a minus', '减少又带负号'],
  sign_in_brackets: ['brackets taken for a minus', '括号视为负数'],
  other_body: ['about another body', '属于下属单位'],
  project_unknown: ['project unknown', '项目不明'],
  repeated: ['said once more', '重复表述'],
};

/** A flag in words, with the check that failed. */
export function flagWords(flag) {
  const [name, detail] = flag.split(':');
  const words = FLAGS[name]?.[inChinese() ? 1 : 0] ?? name.replaceAll('_', ' ');
  return detail ? `${words} ${detail}` : words;
}

/** How much a list of flags matters: failed, flagged, mild or clean. */
export function gravity(flags) {
  if (flags.includes('check_failed')) return 'failed';
  if (flags === '') return 'clean';
  return flags === 'repeated' ? 'mild' : 'flagged';
}
