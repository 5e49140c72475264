"""Signing in and out: who comes in, where it leads, and when it locks."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import LazySettings, settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from jombang_umkm.sign_in import address_of
from jombang_umkm.views.sign_in import SIGNED_IN_COOKIE
from tests.clock import TODAY
from tests.factories.jombang_umkm import PASSWORD, OfficerFactory
from tests.factories.participants import CustodyFactory

SIGN_IN = "/masuk/"
HOME = "/"
NO_MATCH = "User name and password do not go together."
LOCKED = "This user name is locked after 5 wrong tries."
IDLE = "You were signed out after 30 minutes without use."

NOON = "2026-11-23T12:00:30+07:00"


@pytest.fixture
def client() -> Client:
    """A browser that chose English."""
    return _browser()


def _browser() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def sign_in(
    client: Client,
    username: str,
    password: str = PASSWORD,
    *,
    address: str = "10.0.0.1",
    **data: str,
) -> HttpResponse:
    posted = {"username": username, "password": password, **data}
    return client.post(SIGN_IN, posted, REMOTE_ADDR=address)


def fail(client: Client, username: str, times: int, *, address: str = "10.0.0.1") -> HttpResponse:
    for _time in range(times):
        response = sign_in(client, username, "salah", address=address)
    return response


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_leads_home(client: Client, officer: User) -> None:
    response = sign_in(client, officer.username)

    assert response.status_code == 302
    assert response["Location"] == HOME
    assert is_signed_in(client)


def test_the_case_of_the_user_name_does_not_matter(client: Client, db: None) -> None:
    OfficerFactory(username="Petugas")

    sign_in(client, "pETUGAS")

    assert is_signed_in(client)


def test_it_leads_back_to_the_page_asked_for(client: Client, officer: User) -> None:
    page = client.get("/hari-ini/?tanggal=2026-11-20", follow=True)

    assert page.context["next"] == "/hari-ini/?tanggal=2026-11-20"
    response = sign_in(client, officer.username, next=page.context["next"])
    assert response["Location"] == "/hari-ini/?tanggal=2026-11-20"


@pytest.mark.parametrize(
    "asked",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "javascript:alert(1)",
        "/masuk/",
        "/masuk/?next=/hari-ini/",
        "/keluar/",
        "/bahasa/",
    ],
)
def test_it_leads_nowhere_else(client: Client, officer: User, asked: str) -> None:
    assert sign_in(client, officer.username, next=asked)["Location"] == HOME
    # Now signed in, and sent back to the page with the same address.
    assert client.get(SIGN_IN, {"next": asked})["Location"] == HOME


def test_who_is_signed_in_already_goes_home(client: Client, officer: User) -> None:
    client.force_login(officer)

    assert client.get(SIGN_IN)["Location"] == HOME


def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(
    client: Client, officer: User
) -> None:
    OfficerFactory(username="pensiun", is_active=False)
    wrong_password = sign_in(client, officer.username, "salah")
    wrong_name = sign_in(client, "tidak.ada")
    inactive = sign_in(client, "pensiun")

    for response in (wrong_password, wrong_name, inactive):
        assert response.status_code == 200
        assert f"<p>{NO_MATCH} Check both, then try again.</p>" in response.text
    assert not is_signed_in(client)


def test_an_empty_field_is_named(client: Client, db: None) -> None:
    response = sign_in(client, "", "")

    assert '<a href="#id_username">User name</a>' in response.text
    assert 'aria-describedby="id_username_error"' in response.text
    assert 'aria-describedby="id_password_helptext id_password_error"' in response.text


def test_the_fifth_failure_locks(client: Client, officer: User, clock: None) -> None:
    assert NO_MATCH in fail(client, officer.username, 4).text
    fifth = fail(client, officer.username, 1)

    assert fifth.status_code == 429
    assert LOCKED in fifth.text
    # 12.00.30 and fifteen minutes, in full minutes.
    assert "Try again from 12:16 WIB, or ask the administrator" in fifth.text
    assert NO_MATCH not in fifth.text


def test_the_right_password_does_not_open_a_lock(
    client: Client, officer: User, clock: time_machine.Traveller
) -> None:
    fail(client, officer.username, 5)
    clock.shift(timedelta(minutes=10))

    response = sign_in(client, officer.username, next="/hari-ini/")

    assert response.status_code == 429
    # Trying on does not lengthen the lock, and the way back is kept.
    assert "12:16" in response.text
    assert 'name="next" value="/hari-ini/"' in response.text
    assert not is_signed_in(client)


def test_a_lock_ends_by_itself(
    client: Client, officer: User, clock: time_machine.Traveller
) -> None:
    fail(client, officer.username, 5)
    clock.shift(timedelta(minutes=15, seconds=30))

    sign_in(client, officer.username)

    assert is_signed_in(client)


def test_a_lock_holds_one_name_at_one_address(client: Client, officer: User) -> None:
    colleague = OfficerFactory(facility=officer.facility)
    fail(client, officer.username, 5)

    assert sign_in(client, colleague.username).status_code == 302
    assert sign_in(_browser(), officer.username, address="10.0.0.2").status_code == 302


def test_another_spelling_or_browser_does_not_get_round_a_lock(client: Client, db: None) -> None:
    OfficerFactory(username="Petugas")
    fail(client, "petugas", 3)
    fail(client, "PETUGAS", 2)

    assert sign_in(_browser(), "Petugas").status_code == 429


# Behind the proxy that https asks for.
BEHIND_PROXY = ("HTTP_X_FORWARDED_PROTO", "https")
PROXY = "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("1.2.3.4, 10.0.0.1", "10.0.0.1"),
        ("10.0.0.1:4711", "10.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("10.0.0.1, [2001:db8::1]:4711", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", PROXY),
        ("10.0.0.1, unknown", PROXY),
        ("", PROXY),
    ],
)
def test_an_address_is_read_however_the_proxy_writes_it(
    rf: RequestFactory, settings: LazySettings, forwarded: str, address: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = BEHIND_PROXY
    headers = {"x-forwarded-for": forwarded}
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR=PROXY)) == address


def test_what_a_browser_claims_is_not_believed_without_a_proxy(rf: RequestFactory) -> None:
    headers = {"x-forwarded-for": "10.0.0.9"}
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR="10.0.0.1:80")) == "10.0.0.1"
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR="")) == ""


def test_a_person_is_shown_whatever_the_proxy_wrote(
    client: Client, officer: User, settings: LazySettings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = BEHIND_PROXY
    stay = CustodyFactory(facility=officer.facility)
    client.force_login(officer)
    path = f"/warga-binaan/{stay.participant_id}/"
    for forwarded in ("10.0.0.1:4711", "unknown"):
        headers = {"x-forwarded-for": forwarded}
        assert client.get(path, headers=headers, REMOTE_ADDR=PROXY).status_code == 200
    noted = AccessLog.objects.order_by("pk").values_list("address", flat=True)
    assert list(noted) == ["10.0.0.1", PROXY]


def test_a_name_that_nobody_has_locks_all_the_same(client: Client, db: None) -> None:
    assert fail(client, "tidak.ada", 5).status_code == 429


def test_signing_in_forgets_the_failures_before(client: Client, db: None) -> None:
    OfficerFactory(username="Petugas")
    fail(client, "petugas", 4)
    sign_in(client, "petugas")
    client.post("/keluar/")

    assert fail(client, "petugas", 4).status_code == 200


def test_deleting_the_attempts_unlocks(client: Client, officer: User) -> None:
    fail(client, officer.username, 5)
    AccessAttempt.objects.all().delete()

    assert sign_in(client, officer.username).status_code == 302


def test_no_password_is_kept_with_a_failure(client: Client, officer: User) -> None:
    sign_in(client, officer.username, "hampir-benar")

    assert "hampir-benar" not in AccessAttempt.objects.get().post_data


def test_after_idle_time_the_page_says_why(
    client: Client, officer: User, clock: time_machine.Traveller
) -> None:
    sign_in(client, officer.username)
    clock.shift(timedelta(minutes=31))

    page = client.get("/hari-ini/", follow=True)

    assert page.redirect_chain == [("/masuk/?next=/hari-ini/", 302)]
    assert IDLE in page.text


def test_a_request_now_and_then_keeps_the_session(
    client: Client, officer: User, clock: time_machine.Traveller
) -> None:
    sign_in(client, officer.username)
    for _time in range(4):
        clock.shift(timedelta(minutes=20))
        assert client.get(SIGN_IN).status_code == 302


def test_a_first_visit_is_not_told_of_idle_time(client: Client, db: None) -> None:
    assert IDLE not in client.get("/hari-ini/", follow=True).text


def test_who_signed_out_is_not_told_of_idle_time(client: Client, officer: User) -> None:
    sign_in(client, officer.username)
    client.post("/keluar/")

    assert IDLE not in client.get("/hari-ini/", follow=True).text


def test_signing_out_ends_the_session_and_says_so(client: Client, officer: User) -> None:
    sign_in(client, officer.username)

    page = client.post("/keluar/", follow=True)

    assert page.redirect_chain == [(SIGN_IN, 302)]
    assert "You are signed out." in page.text
    assert not is_signed_in(client)
    assert client.cookies[SIGNED_IN_COOKIE].value == ""


# A message names people: it is for whom it was written.


def _message_is_written(client: Client, officer: User) -> str:
    """Have a page write a message that nobody has read yet, and return whom it names."""
    stay = CustodyFactory(participant__full_name="SUPRIHATIN", facility=officer.facility)
    day = {"kind": "SIDANG", "away_from": f"{TODAY:%Y-%m-%d}"}
    assert client.post(f"/masa/{stay.pk}/absen/", day).status_code == 302
    return stay.participant.full_name


def test_no_message_waits_for_whoever_is_next(client: Client, officer: User) -> None:
    sign_in(client, officer.username)
    name = _message_is_written(client, officer)
    assert name not in str(client.cookies)

    signed_out = client.post("/keluar/", follow=True)
    sign_in(client, OfficerFactory().username)

    assert "You are signed out." in signed_out.text
    for page in (signed_out, client.get("/hari-ini/")):
        assert page.status_code == 200
        assert name not in page.text


def test_a_message_ends_with_the_session_that_ran_out(
    client: Client, officer: User, clock: time_machine.Traveller
) -> None:
    sign_in(client, officer.username)
    name = _message_is_written(client, officer)
    clock.shift(timedelta(minutes=31))

    assert name not in client.get("/hari-ini/", follow=True).text
    sign_in(client, OfficerFactory().username)
    assert name not in client.get("/hari-ini/").text


def test_a_message_is_shown_once_to_whom_it_is_for(client: Client, officer: User) -> None:
    sign_in(client, officer.username)
    name = _message_is_written(client, officer)

    assert name in client.get("/hari-ini/").text
    assert name not in client.get("/hari-ini/").text


def test_a_link_cannot_sign_out(client: Client, officer: User) -> None:
    client.force_login(officer)

    assert client.get("/keluar/").status_code == 405
    assert is_signed_in(client)


def test_signing_out_works_after_the_session_has_run_out(client: Client, db: None) -> None:
    assert client.post("/keluar/")["Location"] == SIGN_IN


def test_the_session_ends_with_the_browser_and_on_the_server(
    client: Client, officer: User, clock: None
) -> None:
    sign_in(client, officer.username)

    assert client.cookies[settings.SESSION_COOKIE_NAME]["expires"] == ""
    assert client.session.get_expiry_date() - timezone.now() == timedelta(minutes=30)


@pytest.mark.parametrize("path", ["/", "/hari-ini/", "/pelatihan/", "/admin/"])
def test_pages_ask_for_a_sign_in(client: Client, db: None, path: str) -> None:
    page = client.get(path, follow=True)

    assert page.request["PATH_INFO"] == SIGN_IN
    assert page.context["next"] == path


def test_the_admin_has_no_sign_in_of_its_own(client: Client, administrator: User) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/masuk/?next=%2Fadmin%2F"
    assert sign_in(client, administrator.username, next="/admin/")["Location"] == "/admin/"
    assert client.post("/admin/logout/")["Location"] == SIGN_IN


def test_the_admin_is_for_administrators(client: Client, officer: User) -> None:
    client.force_login(officer)

    assert client.get("/admin/", follow=True).status_code == 403
