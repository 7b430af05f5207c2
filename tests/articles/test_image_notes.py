import pytest
from django.core.files.base import ContentFile

from articles import images
from tests.articles.cameras import BYLINE, CAPTION, CREDIT, exif, picture, with_iptc


def proposed(data):
    """The caption and the credits that a picture proposes."""
    proposal = images.proposals(ContentFile(data))
    return proposal.caption, proposal.credits


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_agency_has_noted_caption_and_photographer(encoding):
    data = with_iptc(
        picture(),
        (CAPTION, "3月6日，老人在食堂吃早饭。".encode(encoding)),
        (BYLINE, "沈若谷".encode(encoding)),
        (BYLINE, "祝青禾".encode(encoding)),
    )
    assert proposed(data) == ("3月6日，老人在食堂吃早饭。", "沈若谷、祝青禾")


def test_an_agency_stands_behind_the_photographer():
    data = with_iptc(picture(), (BYLINE, "沈若谷".encode()), (CREDIT, "“望江图片社”".encode()))
    assert proposed(data) == ("", "沈若谷、望江图片社")
    assert proposed(with_iptc(picture(), (CREDIT, "望江图片社".encode()))) == ("", "望江图片社")


@pytest.mark.parametrize("noted", ["沈若谷 摄", "沈若谷/摄", "沈若谷摄影", "摄影：沈若谷", "“沈若谷” 供图"])
def test_that_somebody_took_the_picture_is_no_part_of_the_name(noted):
    assert proposed(picture(exif=exif(artist=noted.encode()))) == ("", "沈若谷")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_camera_has_noted_them_in_exif(format, encoding):
    noted = exif(description="早樱开了".encode(encoding), artist="沈若谷".encode(encoding))
    assert proposed(picture(format=format, exif=noted)) == ("早樱开了", "沈若谷")


def test_windows_has_noted_them():
    noted = exif(xp_comment="晨市开张\0".encode("utf-16-le"), xp_author="沈若谷;祝青禾\0".encode("utf-16-le"))
    assert proposed(picture(exif=noted)) == ("晨市开张", "沈若谷、祝青禾")


def test_an_agencys_notes_go_before_a_cameras():
    data = with_iptc(
        picture(exif=exif(description="IMG 0001", artist="相机".encode())),
        (CAPTION, "食堂开张".encode()),
        (BYLINE, "沈若谷".encode()),
    )
    assert proposed(data) == ("食堂开张", "沈若谷")


@pytest.mark.parametrize(
    "mark",
    [
        *("OLYMPUS DIGITAL CAMERA", "KODAK Digital Still Camera", "SONY DSC", "default", "cof"),
        *("IMG_0001.JPG", "Created by dji camera", '{"mirror":false, "sensor":1}', "<Digimax A50>", "   "),
    ],
)
def test_what_a_camera_calls_every_picture_is_no_caption(mark):
    assert proposed(picture(exif=exif(description=mark.ljust(32)))) == ("", "")


@pytest.mark.parametrize("nobody", ["default", "Administrator", "unknown", "微软用户".encode()])
def test_an_account_of_a_computer_is_no_photographer(nobody):
    assert proposed(picture(exif=exif(artist=nobody))) == ("", "")


def test_an_english_caption_is_one():
    assert proposed(picture(exif=exif(description="Lantern fair at the river"))) == (
        "Lantern fair at the river",
        "",
    )


def test_what_cannot_be_seen_is_gone():
    caption = "早\u202e樱\u200b开\x07了\r\n\r\n  第二\t段\u2066 "
    noted = exif(artist="沈\u200d若谷".encode())
    data = with_iptc(picture(exif=noted), (CAPTION, caption.encode() + b"\0\0junk"))
    assert proposed(data) == ("早樱开了\n第二 段", "沈若谷")


def test_a_field_that_software_has_cut_in_the_middle_of_a_character_is_read_up_to_there():
    name = "望江路街道新闻宣传中心摄影报道组".encode()[:32]
    assert proposed(with_iptc(picture(), (BYLINE, name))) == ("", "望江路街道新闻宣传中")


def test_notes_have_a_length():
    noted = exif(description=("早樱" * 5000).encode(), artist=("沈若谷" * 500).encode())
    caption, credits = proposed(picture(exif=noted))
    assert caption == "早樱" * 1000
    assert credits == "沈若谷" * 40


def test_notes_in_no_known_encoding_propose_nothing():
    noted = exif(description=b"\xff\xfe\xfd", artist=b"\x80\x81\xff")
    assert proposed(picture(exif=noted)) == ("", "")
    assert proposed(picture(exif=exif(description="臺北市長者參觀圖書館新館".encode("big5")))) == ("", "")


def test_what_is_proposed_is_told_in_words():
    assert str(images.Proposal("早樱开了。", "沈若谷")) == "图片自带说明：早樱开了。；作者：沈若谷"
    assert str(images.Proposal(credits="沈若谷")) == "图片自带作者：沈若谷"
    assert not images.Proposal()
