#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a catalogue of N items for measurements, the same for the same N and seed on every machine.

    tests/bench/corpus.py N OUT [--seed S]     makes OUT/content; OUT may be a site's root that has none yet

Ten categories with the unequal shares of a real county, 46 units, items over the ten years 2016–2025, most of them with all
that an item's record can say. A body is official prose with headings, lists, tables, quotes, links and emphasis; bytes of bodies are
log-normal, with a median near 5 KB. Every item depends on N, the seed and its number alone, so that processes can share the work.
"""
import argparse
import datetime
import functools
import math
import multiprocessing
import os
import random

FIRST_DAY = datetime.date(2016, 1, 1)
DAYS = 3652  # up to 30 December 2025, so that a newest item can still be added within the year

# id, name, how many of 1,000 items
CATEGORIES = [
    ("jigou", "机构职能与人事", 95), ("wenjian", "规范性文件与政策", 215), ("guihua", "规划计划与统计", 70), ("caizheng", "财政预决算与审计", 85),
    ("xuke", "行政许可与处罚", 140), ("xiangmu", "重大项目与采购", 110), ("minsheng", "社会救助与就业", 90), ("ziran", "土地、环境与房屋", 75),
    ("kejiao", "教育、卫生与文化", 80), ("yingji", "应急与安全生产", 40),
]
TOWNS = "东溪 南坪 西岭 北湖 上洋 下湾 石桥 龙潭 清泉 云山 松林 竹溪 枫亭".split()
OFFICES = ("办公室 发展改革 教育 科技 工业信息化 公安 民政 司法 财政 人力资源 自然资源 生态环境 住房建设 交通运输 水务 农业农村 商务 文化旅游 卫生健康 "
           "退役军人 应急管理 审计 市场监管 统计 医疗保障 林业 城市管理 信访 供销 档案 气象 税务 机关事务").split()
UNITS = [(f"xz{i + 1:02d}", name + "镇人民政府", "政府") for i, name in enumerate(TOWNS)] + \
        [(f"bm{i + 1:02d}", "县" + name + ("局" if i else ""), "部门") for i, name in enumerate(OFFICES)]

GENRES = "通知 公告 公示 意见 方案 批复 办法 通报".split()
CHANNELS = ["website"] * 6 + ["website, board"]

# Sentences are put together from these: who, does, what, how.
WHO = ("各乡镇人民政府 县直有关单位 县政府办公室 各责任单位 项目业主 驻县各单位 申请人 用人单位 各村民委员会 监督检查组 财政部门 主管部门 承办科室 评审小组 "
       "供水企业 学校和幼儿园 医疗机构 施工单位 社会组织 各社区居民委员会").split()
WHEN = ("自本通知印发之日起 每季度末 在公示期内 汛期到来之前 按照年度计划 经县政府常务会议研究 根据上级文件精神 结合本地实际 依照法定程序 于月底前 在规定期限内 "
        "收到申请之后 项目竣工验收后 预算批复后").split()
DOES = ("组织开展 认真落实 统筹推进 严格执行 及时公布 逐项核查 定期报送 依法受理 妥善处理 全面排查 按时完成 汇总上报 公开征求 重点保障 持续改进 审查核实 "
        "补充完善 分类管理 督促检查 集中整治").split()
WHAT = ("地质灾害隐患点 公共租赁住房 农村危房改造 财政专项资金 行政审批事项 食品安全抽检 饮用水水源保护 义务教育招生 城乡居民医疗保险 土地征收补偿 政府采购项目 "
        "公益性岗位 高标准农田建设 安全生产责任制 临时救助对象 公路养护工程 政府信息公开 森林防火 基层卫生服务 古村落保护 污水管网 养老服务设施 残疾人补贴 "
        "招标投标活动 公务接待费用 耕地地力保护 防汛物资 校车安全 便民服务窗口 建设用地审批").split()
HOW = ("并将结果报县政府 确保群众知情 做到账目清楚 不得拖延推诿 相关费用由财政负担 具体标准另行公布 接受社会监督 逾期不再受理 责任落实到人 资料一并归档 "
       "必要时可以延长 有关情况向社会公布 发现问题立即整改 以书面形式答复").split()
KEYWORDS = "防汛 低保 预算 决算 招生 征地 采购 招聘 环评 医保 住房 公路 水质 消防 就业 养老 扶贫 执法 审计 统计 林业 物价 文物 学校 校车 耕地 信访 补贴 规划 许可".split()
NUMERALS = "一二三四五六七八九十"
SENTENCES = 4000


class Dice:
    """Choices by random() alone: of all that Python offers, only that is promised to stay the same."""

    def __init__(self, *seed):
        self.next = random.Random("/".join(str(part) for part in seed)).random

    def below(self, limit):
        return int(self.next() * limit)

    def between(self, least, most):
        return least + self.below(most - least + 1)

    def of(self, things):
        return things[self.below(len(things))]

    def bell(self):
        """Nearly normal: mean 0, deviation 1."""
        return sum(self.next() for _ in range(12)) - 6


def make_sentence(dice):
    text = ""
    for clause in range(dice.between(1, 3)):
        text += ("，" if clause else "") + (dice.of(WHEN) + "，" if dice.below(3) == 0 else "") + dice.of(WHO) + dice.of(DOES)
        what = dice.of(WHAT)
        fate = dice.below(40)
        if fate == 0:
            what = f"**{what}**"
        elif fate == 1:
            what = f"[{what}](https://www.example.gov.cn/zt/{dice.between(1, 400)}.html)"
        elif fate < 6:
            what += f"{dice.between(2, 980)}项（处）"
        text += what + "工作"
    if dice.below(2) == 0:
        text += "，" + dice.of(HOW)
    return text + "。"


@functools.lru_cache(maxsize=1)
def sentences(seed):
    dice = Dice(seed, "sentences")
    return [make_sentence(dice) for _ in range(SENTENCES)]


def make_table(dice):
    lines = ["| 序号 | 项目 | 责任单位 | 数量 | 金额（万元） |", "|---:|---|---|---:|---:|"]
    for row in range(dice.between(3, 14)):
        cents = dice.between(100, 9999999)
        lines.append(f"| {row + 1} | {dice.of(WHAT)} | {dice.of(UNITS)[1]} | {dice.between(1, 2000)} | {cents // 100}.{cents % 100:02d} |")
    return "\n".join(lines)


def make_body(dice, prose):
    wanted = min(60000, max(400, int(5000 * math.exp(0.8 * dice.bell()))))
    blocks, size, heading = [], 0, 0
    while size < wanted:
        fate = dice.below(100)
        if fate < 10:
            block = f"## {NUMERALS[heading % 10]}、{dice.of(DOES)}{dice.of(WHAT)}"
            heading += 1
        elif fate < 13:
            block = f"### （{NUMERALS[dice.below(10)]}）{dice.of(WHAT)}"
        elif fate < 22:
            block = "\n".join(f"{i + 1}. {dice.of(prose)}" for i in range(dice.between(3, 7)))
        elif fate < 29:
            block = "\n".join("- " + dice.of(prose) for _ in range(dice.between(2, 6)))
        elif fate < 35:
            block = make_table(dice)
        elif fate < 38:
            block = "> " + dice.of(prose)
        else:
            block = "".join(dice.of(prose) for _ in range(dice.between(2, 5)))
        blocks.append(block)
        size += len(block.encode()) + 2
    return "\n\n".join(blocks) + "\n"


def pick_category(dice):
    at = dice.below(sum(share for _, _, share in CATEGORIES))
    for number, (_, _, share) in enumerate(CATEGORIES):
        if at < share:
            return number
        at -= share
    raise AssertionError


def make_item(number, count, seed):
    """(folder, file name, text) of one item; numbers ascend with the days of publication."""
    dice = Dice(seed, number)
    prose = sentences(seed)
    unit, category = dice.below(len(UNITS)), pick_category(dice)
    published = FIRST_DAY + datetime.timedelta(days=DAYS * number // count)
    created = published - datetime.timedelta(days=dice.between(0, 30))
    genre = dice.of(GENRES)
    keywords = sorted({dice.of(KEYWORDS) for _ in range(3)})
    record = [
        f"title: 关于{dice.of(DOES)}{dice.of(WHAT)}工作的{genre}（第{number + 1}号）",
        f"index: XX{unit + 1:05d}-{(category + 1) * 100:04d}-{published.year}-{number + 1:07d}",
        f"doc_no: 政发〔{published.year}〕{dice.between(1, 600)}号",
        f"genre: {genre}",
        f"unit: {UNITS[unit][0]}",
        f"category: {CATEGORIES[category][0]}",
        f"created: {created}",
        f"published: {published}",
        f"keywords: [{', '.join(keywords)}]",
        f"channels: [{dice.of(CHANNELS)}]",
        f"summary: {dice.of(WHO)}{dice.of(DOES)}{dice.of(WHAT)}工作，{dice.of(HOW)}。",
        "workflow:",
        f"  - {{step: 提出, on: {created}, by: 陈某}}",
        f"  - {{step: 初审, on: {created}, by: 林某}}",
        f"  - {{step: 审核, on: {published}, by: 王某}}",
        f"review: {{result: 公开, by: 赵某, on: {published}}}",
    ]
    text = "---\n" + "\n".join(record) + "\n---\n\n" + make_body(dice, prose)
    return f"{published.year}/{published.month:02d}", f"xx-{number + 1:07d}.md", text


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_items(task):
    begin, end, count, seed, items = task
    made = set()
    for number in range(begin, end):
        folder, name, text = make_item(number, count, seed)
        if folder not in made:
            os.makedirs(os.path.join(items, folder), exist_ok=True)
            made.add(folder)
        write(os.path.join(items, folder, name), text)


def write_settings(content):
    write(os.path.join(content, "site.yml"),
          "name: 云溪县政府信息公开目录\norgan: 云溪县人民政府\nbase_url: https://www.example.gov.cn/xxgk/\ntime_zone: Asia/Shanghai\nlanguage: zh-CN\n"
          "site_id_code: \"3500000001\"\nindex_pattern: 'XX[0-9]{5}-[0-9]{4}-[0-9]{4}-[0-9]{7}'\n" f"genres: [{', '.join(GENRES)}]\n"
          "per_page: 20\nfeed_items: 20\nworkflow: [提出, 初审, 审核]\nreview: required\nqr: false\n")
    write(os.path.join(content, "units.yml"), "".join(
        f"- {{id: {id}, name: {name}, kind: {kind}, code: \"{number + 1:05d}\"}}\n" for number, (id, name, kind) in enumerate(UNITS)))
    write(os.path.join(content, "categories.yml"), "".join(
        f"- {{id: {id}, name: {name}, code: \"{(number + 1) * 100:04d}\"}}\n" for number, (id, name, _) in enumerate(CATEGORIES)))


def main():
    parser = argparse.ArgumentParser(description="Writes a catalogue of N items for measurements.")
    parser.add_argument("n", type=int, metavar="N")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    content = os.path.join(arguments.out, "content")
    if os.path.exists(content):
        parser.error(f"{content} is there already; nothing is written over it")
    os.makedirs(os.path.join(content, "items"))
    write_settings(content)
    step = 500
    tasks = [(begin, min(begin + step, arguments.n), arguments.n, arguments.seed, os.path.join(content, "items")) for begin in range(0, arguments.n, step)]
    with multiprocessing.Pool() as pool:
        for _ in pool.imap_unordered(write_items, tasks):
            pass


if __name__ == "__main__":
    main()
