import { describe, expect, it } from 'vitest';
import type { Document } from '../../extractors/document.ts';
import type { Classified, Section } from '../../pipeline/classified.ts';
import { mapIndicatorSentences } from '../../pipeline/map/performance/sentences.ts';
import { indicatorsOf, pack } from './performance-fixture.ts';

const section = { sectionId: 'overall_perf_target', title: '年度绩效目标', page: 1, factFree: false } as Section;

function read(...texts: string[]) {
  const blocks = texts.map((text) => {
    const line = { text, page: 1, size: 10, bold: false, angle: 0, confidence: 1 };
    return {
      block: { kind: 'paragraph', role: 'body', lines: [line], align: 'left' },
      section,
      reportType: 'perf_overall',
      role: 'text',
    };
  });
  const document = { pages: [{ number: 1, kind: 'native' }], method: 'docx' } as unknown as Document;
  const identity = { fiscal_year: 2023, entity: '', report_type: 'perf_overall' };
  return mapIndicatorSentences({ document, identity, sections: [section], blocks } as unknown as Classified, pack);
}

describe('indicators in sentences', () => {
  it('reads target and actual value, several in one paragraph', () => {
    const mapped = read(
      '年度绩效目标：（1）工业总产值年初目标值为 7%，实际完成值为 6.5%。（2）县域考核年初目标值为达标，实际完成值为达标。',
    );
    expect(indicatorsOf(mapped)).toEqual(['>>>工业总产值 | 7 percent | 6.5 percent |  | ', '>>>县域考核 |  |  |  | ']);
    expect(mapped.indicators[1]).toMatchObject({ target_raw: '达标', actual_raw: '达标', page: 1 });
  });

  it('reads lists under their head, which may stand in the paragraph above', () => {
    expect(indicatorsOf(read('产出指标：总产值达标≥7%。考核达标；新增企业≥7 家。'))).toEqual([
      '>产出指标>>总产值达标 | ≥7 percent |  |  | ',
      '>产出指标>>考核 |  |  |  | ',
      '>产出指标>>新增企业 | ≥7 organisations |  |  | ',
    ]);
    expect(indicatorsOf(read('效益指标：', '社会效益指标：新增就业达到 310 人'))).toEqual([
      '>效益指标>社会效益指标>新增就业 | ≥310 persons |  |  | ',
    ]);
  });

  it('keeps to lists and pairs: other sentences are no indicators', () => {
    expect(
      read('完成产出指标 100%。', '全年工业增加值增长 7%。', '产出指标：一是推动科技信息化建设。').indicators,
    ).toEqual([]);
  });
});
