; What installer and uninstaller share: saying no, the log, is it running, removing the files of a list, where the
; office files are. NSIS wants a copy of each function for the uninstaller, so they are made by one macro.

; Exit codes of a silent run (packaging/README.md lists them; 0 done, 1 cancelled by the user).
!define CODE_SYSTEM 10
!define CODE_RUNNING 11
!define CODE_SPACE 12
!define CODE_FOLDER 13
!define CODE_ADMIN 14
!define CODE_PORTABLE 15
!define CODE_UNFINISHED 16
!define CODE_SECOND 17

Var Folder  ; what CheckRunning and RemoveListed work on

!macro _Call NAME
  !ifdef __UNINSTALL__
    Call un.${NAME}
  !else
    Call ${NAME}
  !endif
!macroend

!macro _Refuse CODE SENTENCE
  Push "${SENTENCE}"
  Push ${CODE}
  !insertmacro _Call Refuse
!macroend
!define Refuse "!insertmacro _Refuse"

!macro _Log SENTENCE
  Push "${SENTENCE}"
  !insertmacro _Call Log
!macroend
!define Log "!insertmacro _Log"

!macro SHARED_FUNCTIONS UN

; Sentence, code → said, logged, and the end of it: a page stays where it is, a silent run ends with the code.
Function ${UN}Refuse
  Exch $0
  Exch
  Exch $1
  ${Log} "$1"
  SetErrorLevel $0
  MessageBox MB_OK|MB_ICONSTOP "$1" /SD IDOK
  ${If} ${Silent}
    Quit
  ${EndIf}
  Pop $1
  Pop $0
  Abort
FunctionEnd

; One sentence into the log file (/LOG=path, else in the temporary folder) and, where there is one, to standard error.
Function ${UN}Log
  Exch $0
  Push $1
  Push $2
  Push $3
  ${${UN}GetParameters} $1
  ClearErrors
  ${${UN}GetOptions} $1 "/LOG=" $2
  ${If} ${Errors}
    StrCpy $2 "$TEMP\ISMS-Desktop-setup.log"
  ${EndIf}
  ClearErrors
  FileOpen $1 $2 a
  ${IfNot} ${Errors}
    FileSeek $1 0 END $3
    ${If} $3 = 0
      FileWriteUTF16LE /BOM $1 "$0$\r$\n"
    ${Else}
      FileWriteUTF16LE $1 "$0$\r$\n"
    ${EndIf}
    FileClose $1
  ${EndIf}
  ; UTF-8, as a script that redirects it expects
  System::Call 'kernel32::GetStdHandle(i -12) p .r1'
  ${If} $1 P> 0
    System::Call '*(&m4096) p .r2'
    System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w "$0$\r$\n", i -1, p r2, i 4096, p 0, p 0) i .r3'
    IntOp $3 $3 - 1
    System::Call 'kernel32::WriteFile(p r1, p r2, i r3, *i .r3, p 0)'
    System::Free $2
  ${EndIf}
  ClearErrors
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Refuses when a program of $Folder runs, in whosever session: Windows lets no one write to the file of a running program.
Function ${UN}CheckRunning
  StrCpy $5 "$Folder\${WINDOW_EXE}"
  !insertmacro _Call RefuseRunning
  StrCpy $5 "$Folder\${CONSOLE_EXE}"
  !insertmacro _Call RefuseRunning
FunctionEnd

Function ${UN}RefuseRunning
  ${IfNot} ${FileExists} $5
    Return
  ${EndIf}
  ${For} $6 1 6  ; a virus scanner may hold it for a moment
    ; to write, sharing everything, an existing file
    System::Call 'kernel32::CreateFileW(w r5, i 0x40000000, i 7, p 0, i 3, i 0, p 0) p .r7 ?e'
    Pop $8
    ${If} $8 <> 32  ; ERROR_SHARING_VIOLATION
      System::Call 'kernel32::CloseHandle(p r7)'
      Return
    ${EndIf}
    Sleep 300
  ${Next}
  ${Refuse} ${CODE_RUNNING} "${TITLE}正在執行。請先關閉它（其他人登入這台電腦開著的也要關閉），再試一次。"
FunctionEnd

; Deletes the files that the list in $Folder names, and the folders that are empty then. Nothing happens without a list.
Function ${UN}RemoveListed
  ClearErrors
  FileOpen $5 "$Folder\${LIST_NAME}" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    FileReadUTF16LE $5 $6
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    !insertmacro _Call TrimLine
    !insertmacro _Call RemoveOne
  ${Loop}
  FileClose $5
  ClearErrors
FunctionEnd

; $6 without the end of its line
Function ${UN}TrimLine
  ${Do}
    StrCpy $7 $6 1 -1
    ${If} $7 != "$\r"
    ${AndIf} $7 != "$\n"
      Return
    ${EndIf}
    StrCpy $6 $6 -1
  ${Loop}
FunctionEnd

; $6, a path below $Folder: a file goes, a folder (it ends with "\") goes when it is empty.
Function ${UN}RemoveOne
  ${If} $6 == ""
    Return
  ${EndIf}
  ; A list that someone has meddled with leads nowhere else, and to no office file.
  System::Call 'shlwapi::StrStrIW(w r6, w "..") p .r7'
  System::Call 'shlwapi::StrStrIW(w r6, w ":") p .r8'
  StrCpy $9 $6 "" -5
  ${If} $7 P<> 0
  ${OrIf} $8 P<> 0
  ${OrIf} $9 == ".isms"
    Return
  ${EndIf}
  StrCpy $7 $6 1 -1
  ${If} $7 == "\"
    RMDir "$Folder\$6"
  ${Else}
    Delete "$Folder\$6"
  ${EndIf}
FunctionEnd

; The shell reads again what opens .isms.
Function ${UN}TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

!macroend

!insertmacro SHARED_FUNCTIONS ""
!insertmacro SHARED_FUNCTIONS "un."

; ---- where the office files are -------------------------------------------------------------------------------

; The recent files of this user's settings that are there, the documents folder, the practice offices → $OfficeFiles
Function un.FindOfficeFiles
  StrCpy $OfficeFiles ""
  Call un.FindRecentFiles
  StrCpy $OfficeFiles "$OfficeFiles$DOCUMENTS（文件資料夾）"
  ${If} ${FileExists} "$LOCALAPPDATA\${APP}\*.isms"
    StrCpy $OfficeFiles "$OfficeFiles$\r$\n$LOCALAPPDATA\${APP}（練習用機關）"
  ${EndIf}
FunctionEnd

Function un.FindRecentFiles
  ClearErrors
  FileOpen $5 "$LOCALAPPDATA\${APP}\settings.json" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ; The program writes one value a line and everything beyond ASCII as \uXXXX.
  StrCpy $4 0
  ${Do}
    ClearErrors
    FileRead $5 $6
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    Call un.TrimLine
    ${If} $6 == ' "recent": ['
      StrCpy $4 1
    ${ElseIf} $4 = 1
      StrCpy $7 $6 3
      ${If} $7 != '  "'
        ${ExitDo}
      ${EndIf}
      StrCpy $6 $6 "" 3
      Call un.PlainText
      ${If} ${FileExists} $7
        StrCpy $OfficeFiles "$OfficeFiles$7$\r$\n"
      ${EndIf}
    ${EndIf}
  ${Loop}
  FileClose $5
  ClearErrors
FunctionEnd

; $6, a JSON text without its first quotation mark → $7
Function un.PlainText
  StrCpy $7 ""
  ${Do}
    StrCpy $8 $6 1
    StrCpy $6 $6 "" 1
    ${If} $8 == '"'
    ${OrIf} $8 == ""
      Return
    ${EndIf}
    ${If} $8 == "\"
      StrCpy $8 $6 1
      StrCpy $6 $6 "" 1
      ${If} $8 == "u"
        StrCpy $8 $6 4
        StrCpy $6 $6 "" 4
        IntFmt $8 "%c" "0x$8"
      ${EndIf}
    ${EndIf}
    StrCpy $7 "$7$8"
  ${Loop}
FunctionEnd

; After the removal: in the details of the page, and in the log of a silent run.
Function un.SayOfficeFiles
  DetailPrint "機關檔案都留著："
  ${Log} "已移除${TITLE}。機關檔案都留著："
  StrCpy $0 $OfficeFiles
  ${Do}
    ${If} $0 == ""
      ${ExitDo}
    ${EndIf}
    Call un.FirstLine
    DetailPrint "　$1"
    ${Log} "$1"
  ${Loop}
FunctionEnd

; The first line of $0 → $1, the others → $0
Function un.FirstLine
  StrCpy $1 ""
  ${Do}
    StrCpy $2 $0 1
    StrCpy $0 $0 "" 1
    ${If} $2 == ""
    ${OrIf} $2 == "$\n"
      Return
    ${EndIf}
    ${If} $2 != "$\r"
      StrCpy $1 "$1$2"
    ${EndIf}
  ${Loop}
FunctionEnd
