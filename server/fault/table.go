package fault

import (
	"net/http"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

var connection = []Code{
	{BadFrame, say("Appen skickade något som servern inte kan läsa. Starta om appen; kommer det igen, ring supporten.",
		"The app sent something the server cannot read. Restart the app; if it happens again, call support."),
		Fix, http.StatusBadRequest, 4000},
	{FrameTooLarge, say("Appen skickade för mycket på en gång. Den ska dela upp det och skicka igen.",
		"The app sent too much at once. It must split it and send it again."),
		Fix, http.StatusRequestEntityTooLarge, 4001},
	{BatchTooLarge, say("Appen skickade för många ändringar på en gång. Den ska dela upp dem och skicka igen.",
		"The app sent too many edits at once. It must split them and send them again."),
		Fix, http.StatusRequestEntityTooLarge, 4002},
	{HelloFirst, say("Appen började utan att säga vem den är. Starta om appen.",
		"The app began without saying who it is. Restart the app."),
		Fix, http.StatusBadRequest, 4003},
	{NotFound, say("Det finns inget här som du kan se. Kontrollera att du är rätt inloggad, annars fråga din samordnare.",
		"There is nothing here that you can see. Check that you are logged in as yourself, or ask your coordinator."),
		Fix, http.StatusNotFound, 4004},
	{UnknownFrame, say("Appen använder något som servern inte känner till. Uppdatera appen; det du skrivit finns kvar.",
		"The app uses something the server does not know. Update the app; what you wrote is kept."),
		Upgrade, http.StatusBadRequest, 4100},
	{ContractTooOld, say("Appen är för gammal. Uppdatera den; det du skrivit finns kvar.",
		"The app is too old. Update it; what you wrote is kept."),
		Upgrade, http.StatusUpgradeRequired, 4101},
	{TokenMissing, say("Du är inte inloggad. Logga in; det du skrivit finns kvar.",
		"You are not logged in. Log in; what you wrote is kept."),
		Refresh, http.StatusUnauthorized, 4200},
	{TokenInvalid, say("Din inloggning gäller inte här. Logga in igen; det du skrivit finns kvar.",
		"Your login is not valid here. Log in again; what you wrote is kept."),
		Refresh, http.StatusUnauthorized, 4201},
	{TokenExpired, say("Din inloggning har gått ut. Logga in igen; det du skrivit finns kvar.",
		"Your login has expired. Log in again; what you wrote is kept."),
		Refresh, http.StatusUnauthorized, 4202},
	{RateLimited, say("Det går för fort. Appen väntar en stund och skickar sedan resten.",
		"That is too fast. The app waits a moment and then sends the rest."),
		Retry, http.StatusTooManyRequests, 4300},
	{Overloaded, say("Servern har fullt just nu. Appen försöker snart igen; fortsätt arbeta.",
		"The server is full right now. The app tries again soon; go on working."),
		Retry, http.StatusServiceUnavailable, 4301},
	{Internal, say("Något gick fel på servern. Appen försöker igen; det du skrivit finns kvar.",
		"Something went wrong on the server. The app tries again; what you wrote is kept."),
		Retry, http.StatusInternalServerError, 4302},
	{Stopping, say("Servern startas om. Appen ansluter snart igen; fortsätt arbeta.",
		"The server is restarting. The app connects again soon; go on working."),
		Retry, http.StatusServiceUnavailable, 1012},
	{Slow, say("Nätet hann inte med. Appen ansluter igen och hämtar det som fattas.",
		"The network could not keep up. The app connects again and fetches what is missing."),
		Resync, http.StatusServiceUnavailable, 4400},
}

// An edit's code travels in its verdict; the status is for a route that handles one edit alone.
var edit = []Code{
	onEdit(document.CodeUnknownType, Upgrade, "Servern känner inte till den här sortens dokument. Uppdatera appen; texten finns kvar.",
		"The server does not know this kind of document. Update the app; the text is kept."),
	onEdit(document.CodeUnknownField, Upgrade, "Servern känner inte till ett av fälten. Uppdatera appen; texten finns kvar.",
		"The server does not know one of the fields. Update the app; the text is kept."),
	onEdit(document.CodeBadValue, Fix, "Ett värde har fel form. Rätta fältet som är markerat och spara igen.",
		"A value has the wrong form. Correct the marked field and save again."),
	onEdit(document.CodeBadScope, Fix, "Ändringen hör inte hemma där den skrevs. Öppna dokumentet på nytt och skriv in den där.",
		"The edit does not belong where it was written. Open the document again and write it there."),
	onEdit(document.CodeBadEdit, Fix, "Servern kan inte läsa ändringen. Kopiera texten, skriv in den på nytt och ring supporten.",
		"The server cannot read the edit. Copy the text, write it again and call support."),
	onEdit(document.CodeTooLarge, Fix, "Dokumentet skulle bli för stort. Korta texten eller dela upp den.",
		"The document would be too large. Shorten the text or split it."),
	onEdit(document.CodeNotAllowed, Fix, "Du får inte göra den här ändringen. Texten finns kvar; prata med din samordnare.",
		"You may not make this edit. The text is kept; talk to your coordinator."),
	onEdit(document.CodeNoDocument, Fix, "Dokumentet finns inte. Texten finns kvar; skapa ett nytt dokument om det behövs.",
		"The document does not exist. The text is kept; create a new document if one is needed."),
	onEdit(document.CodeDocumentTaken, Fix, "Dokumentet finns redan. Öppna det och skriv in ändringen där.",
		"The document exists already. Open it and write the edit there."),
	onEdit(document.CodeIDTaken, Fix, "En annan ändring har samma nummer. Appen ger den ett nytt nummer och skickar igen.",
		"Another edit has the same number. The app gives it a new number and sends it again."),
	onEdit(document.CodeImmutable, Fix, "Det här kan inte ändras efter att det sparats. Skriv en rättelse i stället.",
		"This cannot be changed once it is saved. Write a correction instead."),
	onEdit(document.CodeStale, Fix, "Någon hann före. Läs det som gäller nu och skriv igen om det behövs.",
		"Somebody was before you. Read what applies now and write again if needed."),
	onEdit(document.CodeNoTransition, Fix, "Det steget går inte att ta härifrån. Läs vad som gäller nu och välj igen.",
		"That step cannot be taken from here. Read what applies now and choose again."),
	onEdit(document.CodeVoided, Fix, "Dokumentet är makulerat. Texten finns kvar; skriv den i ett nytt dokument om den behövs.",
		"The document is voided. The text is kept; write it in a new document if it is needed."),
	onEdit(document.CodeVoidedMeantime, Fix, "Dokumentet makulerades medan du skrev. Texten finns kvar på det; kontrollera om den behövs någon annanstans.",
		"The document was voided while you wrote. The text is kept on it; check whether it is needed elsewhere."),
	onEdit(document.CodeTooLate, Fix, "Ändringen kom för sent. Texten finns kvar; prata med din samordnare.",
		"The edit came too late. The text is kept; talk to your coordinator."),
	onEdit(document.CodeCitizenOwned, Fix, "Det här är medborgarens egna ord. Skriv det som medborgaren själv säger, eller skriv i ett eget fält.",
		"These are the citizen's own words. Record what the citizen says, or write in a field of your own."),
	onEdit(document.CodeCreateAwaited, Fix, "Texten är sparad och visas när ändringen som skapar dokumentet har kommit. Du behöver inte göra något.",
		"The text is saved and shows once the edit that creates the document has come. You need do nothing."),
	onEdit(document.CodeReasonMissing, Fix, "Skriv varför i fältet som är markerat, och spara igen.",
		"Write why in the marked field, and save again."),
	onEdit(document.CodeMustBeOnline, Fix, "Det här får bara tas bort när telefonen har nät. Det står kvar; gör om det när du är uppkopplad.",
		"This may be removed only while the phone is online. It stays; do it again once you are connected."),
	onEdit(document.CodeNotYours, Fix, "Det här är någon annans svar. Be personen svara själv; det du skrev finns kvar hos dig.",
		"This is somebody else's answer. Ask that person to answer; what you wrote is kept with you."),
	onEdit(document.CodeStaleAnswer, Fix, "Det har ändrats sedan du svarade. Ditt svar är sparat men räknas inte; läs vad som gäller nu och svara igen.",
		"It was changed after you answered. Your answer is saved but does not count; read what applies now and answer again."),
	onEdit(document.CodeDerived, Fix, "Det här räknas ut av systemet. Ändra uppgifterna det bygger på i stället.",
		"This is worked out by the system. Change what it is worked out from instead."),
	onEdit(document.CodeFrozen, Fix, "Det här är avslutat och ändras inte längre. Texten finns kvar; skriv den som ett tillägg.",
		"This is finished and no longer changes. The text is kept; write it as an addition."),
}

func say(swedish, english string) schema.Labels {
	return schema.Labels{Swedish: swedish, English: english}
}

func onEdit(code string, duty Duty, swedish, english string) Code {
	return Code{Code: code, Meaning: say(swedish, english), Duty: duty, HTTP: http.StatusUnprocessableEntity}
}
